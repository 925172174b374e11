/** A change of a text: `[start, end)` becomes `text`. Changes do not overlap. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Among edits at one place, lower ones come first; 0 where it is not said. */
  readonly order?: number
}

/** A changed text that knows where its characters come from. */
export interface Edited {
  readonly text: string
  /** The offset in the original that a changed text's offset stands for; the start of an edit for what it put in. */
  originalOffset(offset: number): number
}

interface Piece {
  readonly at: number // in the changed text
  readonly from: number // in the original
  readonly copied: boolean
}

/** Applies edits; those at one place by their order, then as given. */
export function applyEdits(original: string, edits: readonly Edit[]): Edited {
  if (edits.length === 0) return { text: original, originalOffset: offset => offset }
  const pieces: Piece[] = []
  const texts: string[] = []
  let at = 0
  let from = 0
  const put = (text: string, start: number, copied: boolean) => {
    if (text === '') return
    pieces.push({ at, from: start, copied })
    texts.push(text)
    at += text.length
  }
  for (const edit of edits.toSorted(inPlace)) {
    put(original.slice(from, edit.start), from, true)
    put(edit.text, edit.start, false)
    from = Math.max(from, edit.end)
  }
  put(original.slice(from), from, true)
  return { text: texts.join(''), originalOffset: offset => locate(pieces, offset) }
}

function inPlace(a: Edit, b: Edit): number {
  return a.start - b.start || a.end - b.end || (a.order ?? 0) - (b.order ?? 0)
}

function locate(pieces: readonly Piece[], offset: number): number {
  const piece = pieces.findLast(candidate => candidate.at <= offset)
  if (piece === undefined) return 0
  return piece.copied ? piece.from + offset - piece.at : piece.from
}
