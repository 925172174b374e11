import type { Redirect } from './nodes.ts'

/** Text as it is laid out: lines, their indentation, and the here-documents that wait for the line's end. */
export class Printer {
  private text = ''
  private indent = 0
  private waiting: { body: string; delimiter: string }[] = []
  /** A here-document has ended a line: as in bash the next command that others follow gets no `;`. */
  private isEnded = false
  private depth: number
  private readonly step: number

  /** `depth`: how many functions are around what is printed; `step`: the blanks of a level. */
  constructor(depth = 0, step = 4) {
    this.depth = depth
    this.step = step
  }

  /** Whether a function is around this place. */
  get nested(): boolean {
    return this.depth > 0
  }

  nest(write: () => void): void {
    this.depth++
    write()
    this.depth--
  }

  write(text: string): void {
    this.text += text
  }

  /** Ends the line; bodies of here-documents follow it. */
  newline(indented = true): void {
    this.write('\n')
    for (const { body, delimiter } of this.waiting) this.write(`${body}${delimiter}\n`)
    this.waiting = []
    if (indented) this.write(' '.repeat(this.indent))
  }

  /** Ends a command: `;`, unless `&` or a here-document did already. */
  semicolon(): void {
    if (this.waiting.length === 0 && !/[&\n]$/.test(this.text)) this.write(';')
  }

  /** More stands on the line: it is to end with `;` after all. */
  goOn(): void {
    this.isEnded = false
  }

  /** Ends a command that others follow on the next line. As in bash a blank line follows a here-document. */
  separate(): void {
    if (!this.flush()) {
      if (!this.isEnded) this.semicolon()
      this.isEnded = false
    }
    this.newline()
  }

  /** Writes the bodies that wait, now; false if there were none. */
  flush(): boolean {
    if (this.waiting.length === 0) return false
    this.newline(false)
    this.isEnded = true
    return true
  }

  /** Every line from here on begins with a blank. */
  indentAll(): void {
    this.indent++
    this.write(' ')
  }

  inside(write: () => void): void {
    this.indent += this.step
    write()
    this.indent -= this.step
  }

  wait(redirect: Redirect, body: string): void {
    this.waiting.push({ body, delimiter: redirect.delimiter ?? '' })
  }

  take(): string {
    this.flush()
    return this.text
  }
}
