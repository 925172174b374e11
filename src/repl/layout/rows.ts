import { graphemes } from '../editor/graphemes.ts'
import { isNarrowText } from '../editor/narrow.ts'
import { displayText, displayWidth } from '../editor/width.ts'
import { isLinkEnd, isReset, linkEnd, resetStyle, splitStyles } from './ansi.ts'

/** Puts graphemes into rows of a width, as a terminal would, and knows where the next one goes. */
export class RowBuilder {
  readonly rows: string[] = ['']
  readonly #columns: number
  #x = 0
  /** Styles in force: a new row begins with them, since each row is drawn by itself. */
  #style = ''
  /** The link in force, in the same way. */
  #link = ''

  constructor(columns: number) {
    this.#columns = Math.max(2, columns)
  }

  /** Where the next grapheme goes; in a full row, the next row's first column, which need not exist yet. */
  get position(): { readonly x: number; readonly y: number } {
    const y = this.rows.length - 1
    return this.#x < this.#columns ? { x: this.#x, y } : { x: 0, y: y + 1 }
  }

  /** Adds a text with styles; its newlines begin rows, and a link it leaves open ends with it. */
  addStyled(text: string): void {
    for (const piece of splitStyles(text)) {
      if (piece.type === 'style') this.#setStyle(piece.sequence)
      else if (piece.type === 'link') this.#setLink(piece.sequence)
      else this.addText(piece.text)
    }
    if (this.#link !== '') this.#setLink(linkEnd)
  }

  /** Adds a text in a style of its own (an SGR sequence, or none). */
  addPiece(text: string, style: string): void {
    if (text === '') return
    if (style === '') return this.addText(text)
    this.#setStyle(style)
    this.addText(text)
    this.#setStyle(resetStyle)
  }

  addText(text: string): void {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) this.endRow()
      if (isNarrowText(line)) this.#addPlain(line)
      else for (const { segment } of graphemes(line)) this.addGrapheme(segment)
    }
  }

  /** Text of one column a character goes row by row. */
  #addPlain(line: string): void {
    for (let at = 0; at < line.length;) {
      if (this.#x >= this.#columns) this.endRow()
      const part = line.slice(at, at + this.#columns - this.#x)
      this.#append(part)
      this.#x += part.length
      at += part.length
    }
  }

  addGrapheme(grapheme: string): void {
    const width = displayWidth(grapheme, this.#x)
    const text = displayText(grapheme, this.#x)
    if (text === grapheme) this.#place(text, width)
    // A visible name (`^A`) may be cut at the edge, a tab stops there.
    else for (const character of text) this.#place(character, displayWidth(character, 0))
  }

  endRow(): void {
    if (this.#link !== '') this.#append(linkEnd)
    if (this.#style !== '') this.#append(resetStyle)
    this.rows.push(this.#link + this.#style)
    this.#x = 0
  }

  #place(text: string, width: number): void {
    if (this.#x + width > this.#columns) this.endRow()
    this.#append(text)
    this.#x += width
  }

  #setStyle(sequence: string): void {
    this.#style = isReset(sequence) ? '' : this.#style + sequence
    this.#append(sequence)
  }

  #setLink(sequence: string): void {
    this.#link = isLinkEnd(sequence) ? '' : sequence
    this.#append(sequence)
  }

  #append(text: string): void {
    this.rows[this.rows.length - 1] += text
  }
}
