/** A text with styles, in the order it is shown: graphemes to place, and SGR sequences that take no place. */
export type StyledPiece =
  | { readonly type: 'style'; readonly sequence: string }
  | { readonly type: 'text'; readonly text: string }

/** CSI, OSC and other string sequences, two-byte escapes. */
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g
const sgr = /^\x1b\[[\d;:]*m$/

/** Splits a styled text; escape sequences that are no styles (a title, a link, a cursor move) are left out. */
export function splitStyles(text: string): StyledPiece[] {
  const pieces: StyledPiece[] = []
  let from = 0
  for (const { 0: sequence, index } of text.matchAll(escapes)) {
    if (index > from) pieces.push({ type: 'text', text: text.slice(from, index) })
    if (sgr.test(sequence)) pieces.push({ type: 'style', sequence })
    from = index + sequence.length
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) })
  return pieces
}

/** True for the sequence that ends all styles. */
export function isReset(sequence: string): boolean {
  return /^\x1b\[0?m$/.test(sequence)
}

/** The text without any escape sequence. */
export function stripStyles(text: string): string {
  return text.replace(escapes, '')
}

export const resetStyle = '\x1b[0m'
