import { paintArithmetic } from './arithmetic.ts'
import { paintParameter } from './parameter.ts'
import { isMeta, type PaintContext } from './shell-context.ts'

/** A word that was painted. */
export interface PaintedWord {
  readonly start: number
  readonly end: number
  /** What it is without its quotes; undefined where only running it could tell. */
  readonly value: string | undefined
  readonly isQuoted: boolean
}

/** Paints one word (POSIX 2.3), as much of it as is there: quotes, expansions, globs. */
export function paintWord(context: PaintContext, start: number, end: number): PaintedWord {
  return new WordPainter(context, start, end).paint()
}

const doubleQuoteEscapes = '$`"\\\n'

class WordPainter {
  readonly #context: PaintContext
  readonly #text: string
  readonly #start: number
  readonly #end: number
  #at: number
  #value: string | undefined = ''
  #isQuoted = false

  constructor(context: PaintContext, start: number, end: number) {
    this.#context = context
    this.#text = context.text
    this.#start = this.#at = start
    this.#end = end
  }

  paint(): PaintedWord {
    while (this.#at < this.#end) {
      const char = this.#text.charAt(this.#at)
      const next = this.#at + 1 < this.#end ? this.#text.charAt(this.#at + 1) : ''
      if (next === '(' && '?*+!@<>'.includes(char)) this.#bracketed(char)
      else if (isMeta(char)) break
      else this.#part(char, next)
    }
    this.#at = Math.min(this.#at, this.#end)
    return { start: this.#start, end: this.#at, value: this.#value, isQuoted: this.#isQuoted }
  }

  #part(char: string, next: string): void {
    if (char === '\\') this.#escape(next)
    else if (char === "'") this.#single()
    else if (char === '"') this.#double()
    else if (char === '`') this.#backquoted()
    else if (char === '$' && next === "'") this.#ansi()
    else if (char === '$' && next === '"') {
      this.#at++
      this.#double()
    } else if (char === '$') this.#dollar()
    else if ('*?['.includes(char)) this.#glob()
    else this.#literal(char)
  }

  #literal(char: string): void {
    this.#at++
    if (this.#value !== undefined) this.#value += char
  }

  #glob(): void {
    this.#context.canvas.paint(this.#at, this.#at + 1, 'glob')
    this.#at++
    this.#value = undefined
  }

  #escape(next: string): void {
    this.#context.canvas.paint(this.#at, Math.min(this.#at + 2, this.#end), 'escape')
    this.#at += 2
    this.#isQuoted = true
    if (this.#value !== undefined && next !== '\n') this.#value += next
  }

  #single(): void {
    const close = this.#text.indexOf("'", this.#at + 1)
    const end = close === -1 || close >= this.#end ? this.#end : close + 1
    this.#context.canvas.paint(this.#at, end, 'string')
    if (this.#value !== undefined) this.#value += this.#text.slice(this.#at + 1, close === -1 ? end : end - 1)
    this.#isQuoted = true
    this.#at = end
  }

  #ansi(): void {
    const start = this.#at
    this.#at += 2
    while (this.#at < this.#end && this.#text[this.#at] !== "'")
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1
    this.#at = Math.min(this.#at + 1, this.#end)
    this.#context.canvas.paint(start, this.#at, 'string')
    for (const { 0: sequence, index } of this.#text
      .slice(start, this.#at)
      .matchAll(/\\(?:[0-7]{1,3}|x[\da-f]{1,2}|c.|.)/gis))
      this.#context.canvas.paint(start + index, start + index + sequence.length, 'escape')
    this.#value = undefined
    this.#isQuoted = true
  }

  #double(): void {
    const { canvas } = this.#context
    canvas.paint(this.#at, this.#at + 1, 'string')
    this.#at++
    this.#isQuoted = true
    while (this.#at < this.#end) {
      const char = this.#text.charAt(this.#at)
      if (char === '"') break
      if (char === '\\' && doubleQuoteEscapes.includes(this.#text.charAt(this.#at + 1)))
        this.#escape(this.#text.charAt(this.#at + 1))
      else if (char === '$') this.#dollar('string')
      else if (char === '`') this.#backquoted()
      else {
        canvas.paint(this.#at, this.#at + 1, 'string')
        this.#literal(char)
      }
    }
    if (this.#at < this.#end) canvas.paint(this.#at, ++this.#at, 'string')
  }

  #backquoted(): void {
    const { canvas } = this.#context
    let close = this.#at + 1
    while (close < this.#end && this.#text[close] !== '`') close += this.#text[close] === '\\' ? 2 : 1
    close = Math.min(close, this.#end)
    canvas.paint(this.#at, this.#at + 1, 'operator')
    this.#context.list(this.#at + 1, close, undefined)
    if (close < this.#end) canvas.paint(close, close + 1, 'operator')
    this.#at = Math.min(close + 1, this.#end)
    this.#value = undefined
  }

  /** `$x`, `${…}`, `$(…)`, `$((…))`, or a dollar that is one. */
  #dollar(otherwise: 'plain' | 'string' = 'plain'): void {
    const rest = this.#text.slice(this.#at, Math.min(this.#at + 3, this.#end))
    if (rest === '$((') this.#arithmetic()
    else if (rest.startsWith('$(')) this.#nested(2, (start, end) => this.#context.list(start, end, ')'))
    else {
      const end = paintParameter(this.#context, this.#at, this.#end)
      if (end === this.#at) {
        this.#context.canvas.paint(this.#at, this.#at + 1, otherwise)
        return this.#literal('$')
      }
      this.#at = end
    }
    this.#value = undefined
  }

  #arithmetic(): void {
    this.#context.canvas.paint(this.#at, this.#at + 3, 'operator')
    this.#at = paintArithmetic(this.#context, this.#at + 3, this.#end, '))')
  }

  /** `<(list)`, `@(expr)`, `!(a|b)` */
  #bracketed(char: string): void {
    this.#value = undefined
    if (char === '<' || char === '>') this.#nested(2, (start, end) => this.#context.list(start, end, ')'))
    else if (char === '@') this.#nested(2, (start, end) => this.#context.expression(start, end), 'door')
    else this.#nested(2, (start, end) => this.#alternatives(start, end), 'glob')
  }

  #nested(
    width: number,
    paint: (start: number, end: number) => number,
    role: 'operator' | 'door' | 'glob' = 'operator',
  ): void {
    const { canvas } = this.#context
    canvas.paint(this.#at, this.#at + width, role)
    const close = paint(this.#at + width, this.#end)
    if (close < this.#end) canvas.paint(close, close + 1, role)
    this.#at = Math.min(close + 1, this.#end)
  }

  /** Of an extended glob: words between bars. */
  #alternatives(start: number, end: number): number {
    let at = start
    while (at < end && this.#text[at] !== ')') {
      const word = paintWord(this.#context, at, end)
      if (word.end === at) this.#context.canvas.paint(at, ++at, 'glob')
      else at = word.end
    }
    return at
  }
}
