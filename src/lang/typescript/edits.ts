import type { Span } from '../../diag/index.ts'

/** A change of a text: `[start, end)` becomes `text`. Changes do not overlap. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Where parts of `text` come from in the original; what lies before them stands for the whole edit. */
  readonly pieces?: readonly Piece[]
  /** Among edits at one place, lower ones come first; 0 where it is not said. */
  readonly order?: number
}

/** A part of a changed text, up to the next one: where it begins, and the range of the original that it stands for. */
export interface Piece {
  readonly at: number
  /** Undefined in an edit: all that the edit replaces. */
  readonly from: Span | undefined
  /** It is that range, character by character. */
  readonly copied: boolean
}

/** A changed text that knows where its characters come from. */
export interface Edited {
  readonly text: string
  /** The offset in the original that a changed text's offset stands for; the start of an edit for what it put in. */
  originalOffset(offset: number): number
  /** The range in the original that one of the changed text stands for: what lies behind its end does not count. */
  originalSpan(span: Span): Span
}

/** Applies edits; those at one place by their order, then as given. */
export function applyEdits(original: string, edits: readonly Edit[]): Edited & Composed {
  const made = new Composition()
  let from = 0
  for (const edit of edits.toSorted(inPlace)) {
    made.copy(original.slice(from, edit.start), from)
    made.put(edit)
    from = Math.max(from, edit.end)
  }
  made.copy(original.slice(from), from)
  const { text, pieces } = made
  return {
    text,
    pieces,
    originalOffset: offset => spanAt(pieces, offset).start,
    originalSpan({ start, end }) {
      const first = spanAt(pieces, start).start
      return { start: first, end: Math.max(first, end > start ? spanAt(pieces, end - 1).end : first) }
    },
  }
}

function inPlace(a: Edit, b: Edit): number {
  return a.start - b.start || a.end - b.end || (a.order ?? 0) - (b.order ?? 0)
}

/** What one character of a changed text stands for. */
function spanAt(pieces: readonly Piece[], offset: number): Span {
  const piece = pieces.findLast(candidate => candidate.at <= offset)
  const from = piece?.from ?? { start: 0, end: 0 }
  if (piece?.copied !== true) return from
  const start = from.start + offset - piece.at
  return { start, end: start + 1 }
}

type Composed = Pick<Composition, 'text' | 'pieces'>

/** A text put together from new parts and such as stand in an original. */
export class Composition {
  readonly #texts: string[] = []
  readonly #pieces: Piece[] = []
  #length = 0

  get text(): string {
    return this.#texts.join('')
  }

  get pieces(): readonly Piece[] {
    return this.#pieces
  }

  /** New text; `from` is what it stands for, where that is not all that an edit replaces. */
  add(text: string, from?: Span): this {
    return this.#take(text, { at: 0, from, copied: false })
  }

  /** A text that stands in the original at `start`. */
  copy(text: string, start: number): this {
    return this.#take(text, { at: 0, from: { start, end: start + text.length }, copied: true })
  }

  /** Another composed text; `shift` is where its original begins in this one's. */
  append({ text, pieces }: Composed, shift = 0): this {
    return this.#take(text, ...pieces.map(piece => shifted(piece, shift)))
  }

  /** What an edit puts in. */
  put({ start, end, text, pieces = [] }: Edit): void {
    const whole = { start, end }
    const known = pieces.map(piece => (piece.from === undefined ? { ...piece, from: whole } : piece))
    this.#take(text, { at: 0, from: whole, copied: false }, ...known)
  }

  #take(text: string, ...pieces: readonly Piece[]): this {
    if (text === '') return this
    for (const piece of pieces) this.#pieces.push({ ...piece, at: piece.at + this.#length })
    this.#texts.push(text)
    this.#length += text.length
    return this
  }
}

/** A piece of a text whose original begins elsewhere. */
export function shifted(piece: Piece, by: number): Piece {
  return piece.from === undefined ? piece : { ...piece, from: shiftedSpan(piece.from, by) }
}

export function shiftedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by }
}
