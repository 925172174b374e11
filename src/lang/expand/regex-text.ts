/**
 * Writes the text of a POSIX extended regular expression from pieces of which some are quoted (bash manual, Conditional
 * Constructs, `=~`): what is quoted stands for itself. In a bracket expression no backslash could say so: there a quoted
 * `]` is a member, and all else is as if it were not quoted, as in bash.
 */
export class RegexWriter {
  #out = ''
  /** Behind a backslash: the next character is not looked at. */
  #escaped = false
  /** The bracket expression that is open. */
  #bracket: Bracket | undefined

  quoted(text: string): void {
    if (this.#bracket === undefined) this.#out += text.replace(/[.[\]\\()*+?{}|^$]/g, '\\$&')
    else for (const char of text) this.#bracket.add(char)
  }

  plain(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const char = text.charAt(at)
      if (this.#bracket === undefined) this.#outside(char)
      else {
        const named = namedSet.exec(text.slice(at))?.[0]
        if (named !== undefined) {
          this.#bracket.content += named
          at += named.length - 1
        } else this.#inside(this.#bracket, char)
      }
    }
  }

  end(): string {
    return this.#out + (this.#bracket?.open() ?? '')
  }

  #outside(char: string): void {
    const opens = char === '[' && !this.#escaped
    this.#escaped = char === '\\' && !this.#escaped
    if (opens) this.#bracket = new Bracket()
    else this.#out += char
  }

  #inside(bracket: Bracket, char: string): void {
    if (char !== ']' || bracket.isEmpty) return bracket.add(char)
    this.#out += bracket.closed()
    this.#bracket = undefined
  }
}

/** `[:alpha:]`, `[.x.]`, `[=x=]` */
const namedSet = /^\[([:.=]).*?\1\]/

class Bracket {
  content = ''
  #negation = ''
  /** A `]` that is a member goes first. */
  #close = ''

  get isEmpty(): boolean {
    return this.content === '' && this.#close === ''
  }

  add(char: string): void {
    if (char === ']') this.#close = char
    else if (char === '^' && this.isEmpty && this.#negation === '') this.#negation = char
    else this.content += char
  }

  closed(): string {
    return `${this.open()}]`
  }

  /** The end came before its `]`: as it was written. */
  open(): string {
    return `[${this.#negation}${this.#close}${this.content}`
  }
}
