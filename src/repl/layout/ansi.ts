/** A text with styles, in the order it is shown: graphemes to place, and SGR and link sequences that take no place. */
export type StyledPiece =
  | { readonly type: 'style'; readonly sequence: string }
  /** OSC 8; without a target it ends the link. */
  | { readonly type: 'link'; readonly sequence: string }
  | { readonly type: 'text'; readonly text: string }

/** CSI, OSC and other string sequences, two-byte escapes. */
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g
const sgr = /^\x1b\[[\d;:]*m$/
const link = /^\x1b\]8;[^;]*;/

/** Splits a styled text; escape sequences that are neither (a title, a cursor move) are left out. */
export function splitStyles(text: string): StyledPiece[] {
  const pieces: StyledPiece[] = []
  let from = 0
  for (const { 0: sequence, index } of text.matchAll(escapes)) {
    if (index > from) pieces.push({ type: 'text', text: text.slice(from, index) })
    if (sgr.test(sequence)) pieces.push({ type: 'style', sequence })
    else if (link.test(sequence)) pieces.push({ type: 'link', sequence })
    from = index + sequence.length
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) })
  return pieces
}

/** True for the sequence that ends all styles. */
export function isReset(sequence: string): boolean {
  return /^\x1b\[0?m$/.test(sequence)
}

/** True for the sequence that ends a link: one without a target. */
export function isLinkEnd(sequence: string): boolean {
  return /^\x1b\]8;[^;]*;(?:\x07|\x1b\\)$/.test(sequence)
}

/** The link sequence that stands at a place of a text, or undefined. */
export function linkAt(text: string, at: number): string | undefined {
  const sequence = /\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)/y
  sequence.lastIndex = at
  return sequence.exec(text)?.[0]
}

/** The text without any escape sequence. */
export function stripStyles(text: string): string {
  return text.replace(escapes, '')
}

export const resetStyle = '\x1b[0m'
export const linkEnd = '\x1b]8;;\x1b\\'
