import type { ExpandHost } from './host.ts'

/** A piece of unquoted text: itself, or a tilde-prefix (POSIX 2.6.1). */
export type TildePiece = string | { readonly user: string; readonly text: string }

/** Where tildes count in a literal. */
export interface TildePlace {
  /** The literal begins the word. */
  readonly atStart: boolean
  /** Nothing follows: a prefix may end with the literal. */
  readonly atEnd: boolean
  /** After every colon too: the value of an assignment. */
  readonly colons: boolean
}

/** Finds the tilde-prefixes of a literal; undefined if there are none. */
export function findTildes(text: string, place: TildePlace): TildePiece[] | undefined {
  if (!text.includes('~')) return undefined
  const pieces: TildePiece[] = []
  let from = 0
  for (let at = text.indexOf('~'); at >= 0; at = text.indexOf('~', at + 1)) {
    const begins = at === 0 ? place.atStart : place.colons && text[at - 1] === ':'
    if (!begins) continue
    const end = prefixEnd(text, at, place.atEnd)
    if (end === undefined) continue
    pieces.push(text.slice(from, at), { user: text.slice(at + 1, end), text: text.slice(at, end) })
    from = end
  }
  if (pieces.length === 0) return undefined
  pieces.push(text.slice(from))
  return pieces.filter(piece => piece !== '')
}

/** A prefix ends at a slash, in bash always at a colon too; any quoting or expansion in it makes it none. */
function prefixEnd(text: string, start: number, atEnd: boolean): number | undefined {
  const rest = text.slice(start).search(/[/:]/)
  if (rest >= 0) return start + rest
  return atEnd ? text.length : undefined
}

/** `~`, `~user`, `~+`, `~-`, `~2` (the directory stack's); what has no home stays as it is. */
export function homeOf(piece: { readonly user: string; readonly text: string }, host: ExpandHost): string {
  if (piece.user === '') return host.homeDirectory(undefined) ?? piece.text
  if (piece.user === '+') return host.cwd
  if (piece.user === '-') return host.get('OLDPWD') ?? piece.text
  return stacked(piece.user, host) ?? host.homeDirectory(piece.user) ?? piece.text
}

/** `~2`, `~+2`, `~-2`: what `dirs +2` and `dirs -2` show (bash manual, Tilde Expansion). */
function stacked(text: string, host: ExpandHost): string | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined
  const stack = host.variable('DIRSTACK')?.value
  if (stack === undefined || typeof stack === 'string' || stack instanceof Map) return undefined
  const count = Math.abs(Number(text))
  return stack.get(text.startsWith('-') ? stack.size - 1 - count : count)
}

/** An argument that looks like an assignment (`x=~/a`) has tildes after its `=`; the offset behind it, or -1. */
export function assignmentPrefix(text: string): number {
  return /^[A-Za-z_]\w*\+?=/.exec(text)?.[0].length ?? -1
}
