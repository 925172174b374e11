import type { TaskInput } from './inputs.ts'
import { placeholderTexts, splitPlaceholders, type Evaluate, type PlaceholderSyntax } from './replace.ts'

/** A condition of --filter as TypeScript: placeholders are values in it, never code. */
export interface Filter {
  readonly code: string
  /** The texts of its placeholders for a task. */
  texts(input: TaskInput, evaluate: Evaluate): readonly string[]
}

/** Reads a condition: `{1} < {2}`, `"{/}" !== "x"`. Within quotes a placeholder is part of the text. */
export function readFilter(text: string, syntax: PlaceholderSyntax, names: readonly string[]): Filter {
  const pieces = splitPlaceholders(text, syntax, names)
  const placeholders = pieces.filter(piece => typeof piece !== 'string')
  const writer = new Writer()
  for (const piece of pieces) {
    if (typeof piece === 'string') writer.text(piece)
    else writer.placeholder()
  }
  return {
    code: writer.code,
    texts: (input, evaluate) =>
      placeholders.map(one => placeholderTexts(one, { ...input, slot: 1 }, evaluate).join(' ')),
  }
}

/** Texts that look like numbers are compared as such. */
export function filterValue(text: string): string | number {
  return /^\s*-?\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : text
}

/** Puts references to values into code. */
class Writer {
  code = ''
  #quote = ''
  #openedAt = 0
  #isMixed = false
  #count = 0

  text(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const one = text[at] ?? ''
      if (one === '\\') this.code += one + (text[++at] ?? '')
      else if (this.#quote === '' && /["'`]/.test(one)) this.#open(one)
      else if (one === this.#quote) this.#close(one)
      else this.code += one
    }
  }

  placeholder(): void {
    const reference = `$values[${this.#count++}]`
    if (this.#quote === '') this.code += ` $of(${reference}) `
    else if (this.#quote === '`') this.code += `\${${reference}}`
    else {
      this.code += `${this.#quote} + ${reference} + ${this.#quote}`
      this.#isMixed = true
    }
  }

  #open(quote: string): void {
    this.#quote = quote
    this.#openedAt = this.code.length
    this.#isMixed = false
    this.code += quote
  }

  #close(quote: string): void {
    this.code += quote
    if (this.#isMixed) this.code = `${this.code.slice(0, this.#openedAt)}(${this.code.slice(this.#openedAt)})`
    this.#quote = ''
  }
}
