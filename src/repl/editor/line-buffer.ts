/** The text being edited and where the cursor is in it, in UTF-16 units and always between two graphemes. */
export interface LineBuffer {
  readonly text: string
  readonly cursor: number
}

export const emptyBuffer: LineBuffer = { text: '', cursor: 0 }

/** A buffer with the cursor at its end. */
export function bufferOf(text: string): LineBuffer {
  return { text, cursor: text.length }
}

/** Inserts at the cursor, which ends up behind it. */
export function insertText({ text, cursor }: LineBuffer, inserted: string): LineBuffer {
  return {
    text: text.slice(0, cursor) + inserted + text.slice(cursor),
    cursor: cursor + inserted.length,
  }
}

/** Puts other text in place of a range, the cursor behind it. */
export function replaceRange({ text }: LineBuffer, start: number, end: number, by: string): LineBuffer {
  return { text: text.slice(0, start) + by + text.slice(end), cursor: start + by.length }
}

/** Start of the line (between newlines) that a place is in. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
}

/** End of the line that a place is in, before its newline. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  return newline === -1 ? text.length : newline
}
