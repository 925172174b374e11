import type { Word, WordPart } from '../syntax/index.ts'
import { compileTildes } from './literal.ts'
import type { CompiledPart, Compiler, PartContext } from './part.ts'
import { assignmentPrefix, findTildes, type TildePiece } from './tilde.ts'

/** Which tildes of a word expand. */
export type TildeRule =
  | 'none'
  /** At the start of the word. */
  | 'word'
  /** There, and after `=` and `:` where the word looks like an assignment: a command's arguments. */
  | 'argument'
  /** The same, in posix mode too: the arguments of `command export`. */
  | 'declared'
  /** At the start and after every colon: the value of an assignment. */
  | 'assignment'
  /** The same: of `[key]=value` in an array. */
  | 'element'

export function isArgument(rule: TildeRule): boolean {
  return rule === 'argument' || rule === 'declared'
}

/** Compiles the parts of a word, with the tildes the rule allows. */
export function compileParts(
  word: Word,
  context: PartContext,
  rule: TildeRule,
  compiler: Compiler,
): CompiledPart[] {
  const { parts } = word
  if (rule === 'none' || context.quoted) return parts.map(part => compiler.part(part, context))
  const [first] = parts
  const prefix = isArgument(rule) && first?.type === 'Literal' ? assignmentPrefix(first.value) : -1
  const assigned = rule === 'assignment' ? 'value' : rule === 'element' ? 'element' : undefined
  const colons = assigned !== undefined || prefix > 0
  const inner: PartContext = assigned === undefined ? context : { ...context, assigned }
  return parts.map((part, index) => {
    const pieces = tildesOf(part, { index, prefix, colons, atEnd: index === parts.length - 1 })
    return pieces
      ? compileTildes(pieces, context, prefix > 0 && rule === 'argument')
      : compiler.part(part, inner)
  })
}

interface Place {
  readonly index: number
  readonly prefix: number
  readonly colons: boolean
  readonly atEnd: boolean
}

function tildesOf(part: WordPart, place: Place): TildePiece[] | undefined {
  if (part.type !== 'Literal') return undefined
  const { colons, atEnd } = place
  const atStart = place.index === 0
  if (!atStart || place.prefix < 0) return findTildes(part.value, { atStart, atEnd, colons })
  const rest = findTildes(part.value.slice(place.prefix), { atStart: true, atEnd, colons })
  return rest && [part.value.slice(0, place.prefix), ...rest]
}
