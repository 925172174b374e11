/** A word that is being typed: its text so far without quotes, and where each character of it stands. */
export interface TypedWord {
  readonly start: number
  readonly value: string
  /** The place in the text of each character of the value. */
  readonly offsets: readonly number[]
  /** Places in the value of `$` and `~` that are expanded, not quoted. */
  readonly active: ReadonlySet<number>
  /** The quotes the cursor is in. */
  readonly quote: '' | "'" | '"'
}

/** What is left of a word behind its first characters, none of them quoted: `NAME=` for one. */
export function behind(word: TypedWord, length: number): TypedWord {
  const last = word.offsets[length - 1]
  return {
    ...word,
    start: last === undefined ? word.start : last + 1,
    value: word.value.slice(length),
    offsets: word.offsets.slice(length),
    active: new Set([...word.active].map(place => place - length).filter(place => place >= 0)),
  }
}

const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/

/** Whether a word assigns (`NAME=…`): what is before the `=` has no quotes. */
export function isAssignment(word: TypedWord): boolean {
  return assignedFrom(word) !== undefined
}

/** The value that a word assigns, of a list (`PATH=/bin:~/b`) what is behind its last colon; undefined if it assigns nothing. */
export function assignedPart(text: string, word: TypedWord): TypedWord | undefined {
  const from = assignedFrom(word)
  if (from === undefined) return undefined
  const colon = word.offsets.findLastIndex((at, index) => index >= from && text[at] === ':')
  return behind(word, colon === -1 ? from : colon + 1)
}

function assignedFrom({ start, value, offsets }: TypedWord): number | undefined {
  const length = assignment.exec(value)?.[0].length
  return length === undefined || offsets[length - 1] !== start + length - 1 ? undefined : length
}
