import { makeSource, type Diagnostic, type Span } from '../../diag/index.ts'
import { nextStatement } from './next-statement.ts'
import type { Door, Inside, Names, Statement, StatementKind } from './statement.ts'

/** What a prompt needs to know of a statement that is being typed. */
export interface OutlinedStatement {
  readonly kind: StatementKind
  readonly language: Statement['language']
  readonly span: Span
  /** Where it was looked for, and where the next one is. */
  readonly from: number
  readonly next: number
  readonly show: boolean
  /** The places of the command language in TypeScript, in rising order. */
  readonly places: readonly Inside[]
  readonly diagnostics: readonly Diagnostic[]
  /** Names that count as declared behind it. */
  readonly declares: readonly string[]
}

interface Outlined {
  readonly text: string
  readonly size: number
  readonly statements: readonly OutlinedStatement[]
}

/** The last outline by the set of names it was made with: a text grows key by key, and most of it stays. */
const outlines = new WeakMap<ReadonlySet<string>, Outlined>()

/**
 * The statements of a text, up to the first that is unfinished or wrong. Of a text that was changed near its end only
 * the end is read again.
 */
export function outline(text: string, names: Names): readonly OutlinedStatement[] {
  const last = outlines.get(names.user)
  const isSame = last !== undefined && last.size === names.user.size
  if (isSame && last.text === text) return last.statements
  const statements = isSame ? kept(last, text) : []
  readOn(text, names, statements)
  outlines.set(names.user, { text, size: names.user.size, statements })
  return statements
}

function readOn(text: string, names: Names, statements: OutlinedStatement[]): void {
  const source = makeSource('text', text)
  const user = new Set(names.user)
  for (const { declares } of statements) for (const name of declares) user.add(name)
  for (let from = statements.at(-1)?.next ?? 0; from < text.length;) {
    const statement = nextStatement(source, from, { user })
    const declares = statement.next < text.length ? statement.declares : []
    for (const name of declares) user.add(name)
    statements.push(outlined(statement, from, declares))
    if (statement.kind === 'error' || statement.kind === 'unfinished') return
    from = Math.max(statement.next, from + 1)
  }
}

/** Nothing of the parsed tree is held. */
function outlined(statement: Statement, from: number, declares: readonly string[]): OutlinedStatement {
  const { kind, language, span, next, show, diagnostics, doors, insides } = statement
  const places = doors.length > 0 ? doors.flatMap(insideOf) : insides
  return { kind, language, span, from, next, show, places, diagnostics, declares }
}

function insideOf(door: Door): Inside[] {
  if (door.type === 'variable' || door.type === 'background') return []
  const { span } = door
  return [
    door.type === 'command' ? { type: 'command', span } : { type: 'substitution', span, body: door.body },
  ]
}

/**
 * The statements that a change behind them cannot touch. The one before the change may go on with what was added
 * (`.then(…)` on the next line), across comments too.
 */
function kept(last: Outlined, text: string): OutlinedStatement[] {
  const common = commonLength(last.text, text)
  let count = last.statements.findIndex(({ next }) => next >= common)
  if (count === -1) count = last.statements.length
  for (let spared = 0; count > 0 && spared < 2; count--)
    if (last.statements[count - 1]?.kind !== 'comment') spared++
  // The last statement's names were not asked for while nothing followed.
  return last.statements.slice(0, Math.max(0, Math.min(count, last.statements.length - 2)))
}

function commonLength(one: string, other: string): number {
  const longest = Math.min(one.length, other.length)
  if (one.startsWith(other) || other.startsWith(one)) return longest
  let low = 0
  let high = longest
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (one.startsWith(other.slice(0, middle))) low = middle
    else high = middle - 1
  }
  return low
}
