import type { CommandLine } from './command.ts'
import type { Statement } from './statement.ts'

/** What a statement has that says nothing of itself. */
export const plain = {
  diagnostics: [],
  show: false,
  background: false,
  expression: false,
  declares: [],
  doors: [],
  masked: '',
  language: undefined,
  insides: [],
} as const

/** A statement that is a command line. */
export function commandStatement(start: number, line: CommandLine): Statement {
  const { kind, end, next, diagnostics } = line
  return { ...plain, kind, language: 'command', span: { start, end }, next, diagnostics }
}
