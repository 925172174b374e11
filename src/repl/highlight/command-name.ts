import type { CommandKind } from './knowledge.ts'
import type { Role } from './canvas.ts'
import type { PaintContext } from './shell-context.ts'
import type { Position } from './shell-position.ts'
import type { PaintedWord } from './shell-word.ts'

const roleOf: Readonly<Record<CommandKind, Role>> = {
  builtin: 'builtin',
  function: 'function',
  alias: 'alias',
  program: 'command',
  missing: 'unknown',
}

const decorators: ReadonlySet<string | undefined> = new Set(['command', 'builtin', 'exec', 'nohup'])
const declarations: ReadonlySet<string | undefined> = new Set(
  'export declare typeset local readonly unset read'.split(' '),
)

/** Paints a command's name as what it stands for, and says what the next word is. */
export function paintCommandName(context: PaintContext, word: PaintedWord): Position {
  const { canvas, knowledge } = context
  const { start, end, value } = word
  const kind = value === undefined || value === '' ? undefined : knowledge.command(value)
  canvas.fill(start, end, kind === undefined ? 'command' : roleOf[kind])
  if (kind === 'program' && value?.includes('/') === true) canvas.underline(start, end)
  if (decorators.has(value)) return 'decorated'
  return declarations.has(value) ? 'declaration' : 'argument'
}
