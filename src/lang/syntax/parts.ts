import type { WordPart } from './nodes.ts'
import type { Reader } from './reader.ts'

/** The parts of a word as they are gathered; neighbouring plain text becomes one Literal. */
export class Parts {
  readonly list: WordPart[] = []
  private readonly r: Reader
  private text = ''
  private start = -1
  private end = -1

  constructor(r: Reader) {
    this.r = r
  }

  /** The text from the reader's place up to `at` is plain; passes it. */
  plainTo(at: number): void {
    const { r } = this
    if (at <= r.at) return
    if (this.start === -1) this.start = r.at
    this.text += r.text.slice(r.at, at)
    this.end = at
    r.at = at
  }

  /** Passes characters that belong to the literal's place but not to its value (a backslash). */
  skip(count: number): void {
    if (this.start === -1) this.start = this.r.at
    this.r.at += count
  }

  /** Adds a part after the plain text so far. */
  push(part: WordPart): void {
    // Nothing was read past the part yet but its own text: the literal ends where plain text was last seen.
    this.flush()
    this.list.push(part)
  }

  /** Closes the literal that is being gathered. A continuation inside keeps it open: `ec\<newline>ho` is one literal. */
  flush(): void {
    if (this.start === -1) return
    const { r } = this
    const [start, end] = [r.offset(this.start), r.offset(this.end)]
    this.list.push({ type: 'Literal', start, end, value: this.text })
    this.text = ''
    this.start = -1
  }
}
