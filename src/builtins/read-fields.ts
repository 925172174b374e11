/** How `read` divides a line among its variables (POSIX read; bash's read_builtin and list_string). */

/** A line as characters, each with whether a backslash quoted it. */
export interface ReadLine {
  readonly text: string
  /** Indexes of quoted characters; they neither separate nor are trimmed. */
  readonly quoted: ReadonlySet<number>
}

const nothing: ReadonlySet<number> = new Set()

/** Takes the backslashes away, unless `raw`; a backslash-newline vanishes. */
export function unescapeLine(line: string, raw: boolean): ReadLine {
  if (raw || !line.includes('\\')) return { text: line, quoted: nothing }
  const quoted = new Set<number>()
  let text = ''
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? ''
    if (char !== '\\') {
      text += char
      continue
    }
    const next = line[++i]
    if (next === undefined || next === '\n') continue
    quoted.add(text.length)
    text += next
  }
  return { text, quoted }
}

/**
 * Fields for `count` variables: the last takes all that is left, its separators kept but for blanks of IFS at its ends
 * (and one closing separator, if nothing follows it). `Infinity` for `read -a`.
 */
export function divideLine(line: ReadLine, ifs: string, count: number): string[] {
  if (ifs === '') return line.text === '' && count === Infinity ? [] : [line.text]
  return new Division(line, ifs).fields(count)
}

class Division {
  readonly #text: string
  readonly #quoted: ReadonlySet<number>
  /** Characters: one beyond the basic plane is two units of the text. */
  readonly #ifs: ReadonlySet<string>
  #at = 0

  constructor(line: ReadLine, ifs: string) {
    this.#text = line.text
    this.#quoted = line.quoted
    this.#ifs = new Set(ifs)
  }

  #characterAt(i: number): string {
    const code = this.#text.codePointAt(i)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  #separates(i: number): boolean {
    return this.#ifs.has(this.#characterAt(i)) && !this.#quoted.has(i)
  }

  #isBlank(i: number): boolean {
    return this.#isBlankOfIfs(i) && !this.#quoted.has(i)
  }

  #isBlankOfIfs(i: number): boolean {
    const char = this.#text[i] ?? ''
    return (char === ' ' || char === '\t' || char === '\n') && this.#ifs.has(char)
  }

  #skipBlanks(): void {
    while (this.#isBlank(this.#at)) this.#at++
  }

  fields(count: number): string[] {
    const fields: string[] = []
    this.#skipBlanks()
    while (this.#at < this.#text.length && fields.length < count - 1) fields.push(this.#field())
    if (count !== Infinity) fields.push(this.#rest())
    return fields
  }

  /** One field and the separator after it: blanks, or one other character with blanks around it. */
  #field(): string {
    const start = this.#at
    while (this.#at < this.#text.length && !this.#separates(this.#at)) this.#at++
    const field = this.#text.slice(start, this.#at)
    this.#skipBlanks()
    if (this.#separates(this.#at) && !this.#isBlank(this.#at)) {
      this.#at += this.#characterAt(this.#at).length
      this.#skipBlanks()
    }
    return field
  }

  /** What is left for the last variable. */
  #rest(): string {
    const start = this.#at
    // POSIX: if only one field is left, the separator that ends it goes.
    const first = this.#field()
    if (this.#at >= this.#text.length) return first
    let end = this.#text.length
    // Also blanks that a backslash quotes, as in bash.
    while (end > start && this.#isBlankOfIfs(end - 1)) end--
    return this.#text.slice(start, end)
  }
}
