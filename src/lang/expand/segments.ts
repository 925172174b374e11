/**
 * What the parts of a word yield before splitting: texts, each with the marks later steps of POSIX 2.6 need to know.
 */
export type SegmentKind =
  /** Unquoted text of the source: pattern characters count, never split. */
  | 0
  /** Quoted text: stands for itself, and makes its field exist even when empty. */
  | 1
  /** The result of an unquoted expansion: split by IFS, pattern characters count. */
  | 2
  /** A boundary between fields, as between the elements of "$@"; a blank where there are no fields. */
  | 3
  /** A boundary of unquoted `$@`: a character of IFS where fields are split, a blank where not. */
  | 4
  /** A boundary of unquoted `$*`: as above, but the first character of IFS where not split. */
  | 5
  /** A list that crosses with what stands around it, as braces do: the values of a TypeScript array. */
  | 6
  /** Operators of an extended glob that the parser has seen: patterns even where extglob is off. */
  | 7

export const LITERAL = 0
export const QUOTED = 1
export const SPLIT = 2
export const BREAK = 3
export const BREAK_AT = 4
export const BREAK_STAR = 5
export const CROSS = 6
export const EXTGLOB = 7

const none: readonly (readonly string[])[] = []

/** A growing row of segments; two arrays, so that a segment is no object. */
export class Segments {
  readonly kinds: SegmentKind[] = []
  readonly texts: string[] = []
  /** The lists of CROSS segments, whose text is the index here. */
  lists: readonly (readonly string[])[] = none
  /** An empty list stood in the double quotes that are being walked. */
  vanished = false

  add(kind: SegmentKind, text: string): void {
    this.kinds.push(kind)
    this.texts.push(text)
  }

  cross(values: readonly string[]): void {
    this.add(CROSS, String(this.lists.length))
    this.lists = [...this.lists, values]
  }

  get length(): number {
    return this.kinds.length
  }

  /** True if all from `start` on is quoted and without text. */
  isEmptyFrom(start: number): boolean {
    for (let i = start; i < this.kinds.length; i++) {
      if (this.texts[i] !== '' || this.kinds[i] !== QUOTED) return false
    }
    return true
  }

  truncate(length: number): void {
    this.kinds.length = length
    this.texts.length = length
  }
}
