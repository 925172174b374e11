import type { Canvas } from './canvas.ts'
import { precedesExpression, roleOfWord } from './typescript-words.ts'

/** A place where commands stand in TypeScript. */
export interface ShellPlace {
  readonly start: number
  readonly end: number
  readonly paint: () => void
}

export interface TypeScriptOptions {
  /** Places of the command language in rising order: painted by themselves. */
  readonly places?: readonly ShellPlace[]
  /** Paints the list after a `$(` that is no known place; gives where its `)` is, or the end. */
  readonly substitution: (bodyStart: number, end: number) => number
}

const identifier = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy
const number = /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?)n?/y
const regularExpression = /\/(?![*/])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[dgimsuvy]*/y
const operators = /[-+*%&|^!~<>=?:]+|\//y
const stringEscape = /\\(?:u\{[\da-fA-F]*\}?|u[\da-fA-F]{0,4}|x[\da-fA-F]{0,2}|\r?\n|[^])/y

/**
 * Paints TypeScript token by token, whether it is whole or still being typed: nothing is parsed, so that a key costs
 * little and a half-typed line has its colours.
 */
export class TypeScriptPainter {
  readonly #text: string
  readonly #canvas: Canvas
  readonly #options: TypeScriptOptions
  readonly #end: number
  #at: number
  /** A `/` or `<` here would begin an operand. */
  #expectsOperand = true
  #isMember = false
  #place = 0

  constructor(text: string, start: number, end: number, canvas: Canvas, options: TypeScriptOptions) {
    this.#text = text
    this.#at = start
    this.#end = end
    this.#canvas = canvas
    this.#options = options
  }

  /** Paints up to the end, or up to the bracket that closes the one before the start; gives where it stopped. */
  paint(closer?: string): number {
    let depth = 0
    while (this.#at < this.#end) {
      if (this.#skipPlace()) continue
      const char = this.#text.charAt(this.#at)
      if (closer !== undefined && depth === 0 && char === closer) break
      if ('([{'.includes(char)) depth++
      else if (')]}'.includes(char)) depth = Math.max(0, depth - 1)
      this.#token(char)
    }
    return Math.min(this.#at, this.#end)
  }

  #skipPlace(): boolean {
    const { places = [] } = this.#options
    for (;;) {
      const place = places[this.#place]
      if (place === undefined || place.start > this.#at) return false
      this.#place++
      if (place.end <= this.#at) continue
      place.paint()
      this.#at = place.end
      this.#expectsOperand = false
      return true
    }
  }

  #token(char: string): void {
    const next = this.#text.charAt(this.#at + 1)
    if (/\s/.test(char)) this.#at++
    else if (char === '/' && (next === '/' || next === '*')) this.#comment(next)
    else if (char === '#' && (next === ' ' || next === '!' || next === '')) this.#lineComment()
    else if (char === '"' || char === "'") this.#string(char)
    else if (char === '`') this.#template()
    else if (char === '$' && next === '(') this.#substitution()
    else if (char === '/' && this.#expectsOperand && this.#match(regularExpression, 'string')) this.#operand()
    else if (/[\d]/.test(char) || (char === '.' && /\d/.test(next))) this.#number()
    else if (this.#word()) return
    else this.#punctuation(char)
  }

  #operand(): void {
    this.#expectsOperand = false
    this.#isMember = false
  }

  #match(pattern: RegExp, role: Parameters<Canvas['paint']>[2]): boolean {
    pattern.lastIndex = this.#at
    if (!pattern.test(this.#text)) return false
    const end = Math.min(pattern.lastIndex, this.#end)
    this.#canvas.paint(this.#at, end, role)
    this.#at = end
    return true
  }

  #number(): void {
    if (!this.#match(number, 'number')) this.#at++
    this.#operand()
  }

  #comment(next: string): void {
    if (next === '/') return this.#lineComment()
    const close = this.#text.indexOf('*/', this.#at + 2)
    this.#paintTo(close === -1 ? this.#end : close + 2, 'comment')
  }

  #lineComment(): void {
    const newline = this.#text.indexOf('\n', this.#at)
    this.#paintTo(newline === -1 ? this.#end : newline, 'comment')
  }

  #paintTo(end: number, role: Parameters<Canvas['paint']>[2]): void {
    const to = Math.min(end, this.#end)
    this.#canvas.paint(this.#at, to, role)
    this.#at = to
  }

  #string(quote: string): void {
    let end = this.#at + 1
    while (end < this.#end && this.#text[end] !== quote && this.#text[end] !== '\n')
      end += this.#text[end] === '\\' ? 2 : 1
    const start = this.#at
    this.#paintTo(this.#text[end] === quote ? end + 1 : end, 'string')
    this.#escapes(start)
    this.#operand()
  }

  #escapes(from: number): void {
    for (let at = this.#text.indexOf('\\', from); at !== -1 && at < this.#at;) {
      stringEscape.lastIndex = at
      const end = stringEscape.test(this.#text) ? stringEscape.lastIndex : at + 1
      this.#canvas.paint(at, Math.min(end, this.#at), 'escape')
      at = this.#text.indexOf('\\', end)
    }
  }

  #template(): void {
    let start = this.#at++
    const flush = (): void => {
      this.#canvas.paint(start, this.#at, 'string')
      this.#escapes(start)
    }
    while (this.#at < this.#end) {
      const char = this.#text.charAt(this.#at)
      const place = this.#options.places?.[this.#place]
      if (place !== undefined && place.start <= this.#at && place.end > this.#at) {
        flush()
        this.#skipPlace()
        start = this.#at
      } else if (char === '$' && this.#text[this.#at + 1] === '{') {
        flush()
        this.#hole()
        start = this.#at
      } else {
        this.#at += char === '\\' ? 2 : 1
        if (char === '`') break
      }
    }
    this.#at = Math.min(this.#at, this.#end)
    flush()
    this.#operand()
  }

  /** `${…}` */
  #hole(): void {
    this.#canvas.paint(this.#at, this.#at + 2, 'operator')
    this.#at += 2
    this.#expectsOperand = true
    this.paint('}')
    if (this.#at < this.#end) this.#canvas.paint(this.#at, ++this.#at, 'operator')
  }

  #substitution(): void {
    this.#canvas.paint(this.#at, this.#at + 2, 'operator')
    const close = this.#options.substitution(this.#at + 2, this.#end)
    if (close < this.#end) this.#canvas.paint(close, close + 1, 'operator')
    this.#at = Math.min(close + 1, this.#end)
    this.#operand()
  }

  #word(): boolean {
    identifier.lastIndex = this.#at
    const word = identifier.exec(this.#text)?.[0]
    if (word === undefined) return false
    const end = Math.min(this.#at + word.length, this.#end)
    const isShellVariable = /^\$[A-Za-z_]/.test(word)
    const role = isShellVariable ? 'variable' : roleOfWord(word, this.#isMember, this.#after(end))
    this.#canvas.paint(this.#at, end, role)
    this.#at = end
    this.#expectsOperand = role === 'keyword' && precedesExpression(word)
    this.#isMember = false
    return true
  }

  /** The first character that is no blank. */
  #after(at: number): string {
    let next = at
    while (next < this.#end && (this.#text[next] === ' ' || this.#text[next] === '\t')) next++
    return next < this.#end ? this.#text.charAt(next) : ''
  }

  #punctuation(char: string): void {
    const isClosing = ')]}'.includes(char)
    this.#isMember = char === '.' || (char === '?' && this.#text[this.#at + 1] === '.')
    this.#expectsOperand = !isClosing
    if (this.#isMember) this.#at += char === '?' ? 2 : 1
    else if (!this.#match(operators, 'operator')) this.#at++
  }
}
