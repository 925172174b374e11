import { makeSource, type Source } from '../../diag/index.ts'
import type { Command, FunctionDefinition, List, SimpleCommand } from '../syntax/index.ts'
import type { StatementKind } from './statement.ts'

/**
 * `function f() { … }` is a shell function if its body holds at least one command and otherwise only `return [n]`,
 * `break`, `continue` and unspaced assignments; else TypeScript. `judge` tells the kind of a statement's text alone.
 */
export function isShellFunction(
  source: Source,
  list: List,
  judge: (source: Source) => StatementKind,
): boolean {
  const definition = firstCommand(list)
  if (definition?.type !== 'FunctionDefinition') return true
  const items = bodyItems(definition)
  if (items === undefined) return true
  let commands = 0
  for (const item of items) {
    // A comment of TypeScript's, which the shell would run.
    if (/^\/[/*]/.test(source.text.slice(item.start, item.end))) continue
    const first = item.command.pipelines[0]?.commands[0]
    const alone = item.command.pipelines.length === 1 && item.command.pipelines[0]?.commands.length === 1
    if (alone && isNeutral(first, source.text)) continue
    // `return x` with a value only TypeScript has.
    if (/^(?:return|break|continue)\b/.test(source.text.slice(item.start, item.end))) return false
    commands++
    // A string that stands alone says nothing in TypeScript: `"$@"` runs what it names.
    if ('"\'`'.includes(source.text[item.start] ?? '')) continue
    const kind = judge(makeSource(source.name, source.text.slice(item.start, item.end)))
    if (kind === 'typescript' || kind === 'error') return false
  }
  return commands > 0
}

function bodyItems(definition: FunctionDefinition): List['items'] | undefined {
  return definition.body.type === 'Group' ? definition.body.body.items : undefined
}

function firstCommand(list: List): Command | undefined {
  return list.items[0]?.command.pipelines[0]?.commands[0]
}

/** Said alike in both languages. */
function isNeutral(command: Command | undefined, text: string): boolean {
  if (command?.type !== 'SimpleCommand') return false
  if (command.words.length === 0) return command.assignments.length > 0
  return command.words.length <= 2 && command.redirects.length === 0 && isJump(command, text)
}

function isJump(command: SimpleCommand, text: string): boolean {
  const words = command.words.map(word => text.slice(word.start, word.end))
  if (words[0] !== 'return' && words[0] !== 'break' && words[0] !== 'continue') return false
  return words[1] === undefined || /^(?:\d+|\$.*|"\$.*)$/.test(words[1])
}
