import { paintArithmetic } from './arithmetic.ts'
import { paintCommandName } from './command-name.ts'
import { paintHereDocument } from './here-document.ts'
import { isBlank, isMeta, type HereDocument, type PaintContext } from './shell-context.ts'
import { nextPosition, type Position } from './shell-position.ts'
import { paintWord, type PaintedWord } from './shell-word.ts'

const redirect = /(?:\d+|\{[A-Za-z_]\w*\})?(?:<<-|<<<|<<|<>|<&|>>|>&|>\||<|>)|&>>?/y
const assignment = /([A-Za-z_]\w*(?:\[[^\]\n]*\])?)\+?=/y
const operators = [';;&', ';;', ';&', '&&', '||', '|&', ';', '&', '|', '(', ')']

/**
 * Paints commands (POSIX 2.9 and bash's compound commands), whole or half typed. It does not parse: it keeps track of
 * what the next word is, so that an open quote or a lacking `done` takes no colour away.
 */
export class ListPainter {
  readonly #context: PaintContext
  readonly #text: string
  readonly #end: number
  #at: number
  #position: Position = 'command'
  /** Where the redirection's target or here-document's delimiter comes before the rest goes on. */
  #open: ('(' | 'case')[] = []
  #name: PaintedWord | undefined
  #documents: HereDocument[] = []

  constructor(context: PaintContext, start: number, end: number) {
    this.#context = context
    this.#text = context.text
    this.#at = start
    this.#end = end
  }

  /** Paints up to the closer that is nobody else's, or the end; gives where it stopped. */
  paint(closer: ')' | undefined): number {
    while (this.#at < this.#end) {
      const char = this.#text.charAt(this.#at)
      if (char === ')' && closer === ')' && this.#isForeign()) break
      this.#step(char)
    }
    return Math.min(this.#at, this.#end)
  }

  #isForeign(): boolean {
    return this.#position !== 'pattern' && this.#open.at(-1) !== '(' && this.#position !== 'condition'
  }

  #step(char: string): void {
    if (isBlank(char)) this.#at++
    else if (char === '\\' && this.#text[this.#at + 1] === '\n') this.#at += 2
    else if (char === '\n') this.#newline()
    else if (char === '#') this.#comment()
    else if (this.#redirect() || this.#arithmetic() || this.#operator()) return
    else this.#word()
  }

  #comment(): void {
    const newline = this.#text.indexOf('\n', this.#at)
    const end = newline === -1 ? this.#end : Math.min(newline, this.#end)
    this.#context.canvas.paint(this.#at, end, 'comment')
    this.#at = end
  }

  #newline(): void {
    this.#at++
    for (const document of this.#documents.splice(0))
      this.#at = paintHereDocument(this.#context, document, this.#at, this.#end)
    if (this.#position !== 'pattern' && this.#position !== 'condition' && this.#position !== 'case-in')
      this.#position = 'command'
  }

  /** A redirection and its target (POSIX 2.7). In `[[ ]]` `<` and `>` compare. */
  #redirect(): boolean {
    redirect.lastIndex = this.#at
    const match = redirect.exec(this.#text)
    if (match === null || this.#position === 'condition' || this.#isProcess(match[0])) return false
    this.#context.canvas.paint(this.#at, redirect.lastIndex, 'redirect')
    this.#at = Math.min(redirect.lastIndex, this.#end)
    while (isBlank(this.#text.charAt(this.#at))) this.#at++
    const target = paintWord(this.#context, this.#at, this.#end)
    this.#at = target.end
    this.#target(match[0].replace(/^\d+|^\{.*\}/, ''), target)
    return true
  }

  /** `<(list)` is a word. */
  #isProcess(operator: string): boolean {
    return /^[<>]$/.test(operator) && this.#text[this.#at + operator.length] === '('
  }

  #target(operator: string, target: PaintedWord): void {
    const { canvas } = this.#context
    if (operator === '<<' || operator === '<<-') {
      const delimiter = target.value ?? this.#text.slice(target.start, target.end)
      this.#documents.push({ delimiter, isQuoted: target.isQuoted, stripsTabs: operator === '<<-' })
      canvas.paint(target.start, target.end, 'redirect')
    } else if (/^(?:[<>]&)$/.test(operator) && /^(?:\d+-?|-)$/.test(target.value ?? ''))
      canvas.paint(target.start, target.end, 'redirect')
    else if (operator === '<<<') canvas.fill(target.start, target.end, 'string')
    else this.#path(target)
  }

  /** `((…))` where a command could stand. */
  #arithmetic(): boolean {
    const isHere = this.#position === 'command' || this.#position === 'for-name'
    if (!isHere || !this.#text.startsWith('((', this.#at)) return false
    this.#context.canvas.paint(this.#at, this.#at + 2, 'operator')
    this.#at = paintArithmetic(this.#context, this.#at + 2, this.#end, '))')
    this.#position = 'after'
    return true
  }

  #operator(): boolean {
    const operator = operators.find(each => this.#text.startsWith(each, this.#at))
    if (operator === undefined) return false
    const start = this.#at
    this.#at = Math.min(start + operator.length, this.#end)
    if (operator === '(') this.#openBracket()
    this.#context.canvas.paint(start, this.#at, 'operator')
    if (operator === ')') this.#closeBracket()
    else if (operator.startsWith(';;') || operator === ';&') this.#position = 'pattern'
    else if (operator !== '(' && this.#position !== 'pattern' && this.#position !== 'condition')
      this.#position = 'command'
    return true
  }

  /** A subshell, or `name ()`. */
  #openBracket(): void {
    const { canvas } = this.#context
    if (this.#position === 'pattern' || this.#position === 'condition') return
    if (this.#position !== 'command' && this.#name !== undefined) {
      canvas.paint(this.#name.start, this.#name.end, 'function')
      while (isBlank(this.#text.charAt(this.#at))) this.#at++
      if (this.#text[this.#at] === ')') this.#at++
    } else this.#open.push('(')
    this.#position = 'command'
  }

  #closeBracket(): void {
    if (this.#position === 'condition') return
    if (this.#position === 'pattern') this.#position = 'command'
    else {
      if (this.#open.at(-1) === '(') this.#open.pop()
      this.#position = 'after'
    }
  }

  #word(): void {
    const isCommand = this.#position === 'command' || this.#position === 'decorated'
    if (isCommand && this.#assignment()) return
    const word = paintWord(this.#context, this.#at, this.#end)
    // A `}` or the like that ends no word: never stay in place.
    this.#at = Math.max(word.end, this.#at + 1)
    const reserved = word.isQuoted ? '' : this.#text.slice(word.start, word.end)
    const next = nextPosition(this.#position, reserved)
    if (next !== undefined) this.#reserved(word, reserved, next)
    else this.#plainWord(word)
  }

  #reserved(word: PaintedWord, reserved: string, next: Position): void {
    this.#context.canvas.paint(word.start, word.end, 'keyword')
    if (next === 'pattern') this.#open.push('case')
    if (reserved === 'esac') this.#open.pop()
    this.#position = next
    this.#name = undefined
  }

  /** `x=1`, `x=(…)` before a command. */
  #assignment(): boolean {
    assignment.lastIndex = this.#at
    const match = assignment.exec(this.#text)
    if (match === null || assignment.lastIndex > this.#end) return false
    this.#paintAssignment(match[1] ?? '', assignment.lastIndex)
    return true
  }

  #paintAssignment(name: string, valueStart: number): void {
    const { canvas } = this.#context
    canvas.paint(this.#at, this.#at + name.length, 'variable')
    canvas.paint(this.#at + name.length, valueStart, 'operator')
    this.#at = valueStart
    if (this.#text[this.#at] === '(') this.#array()
    else {
      const value = paintWord(this.#context, this.#at, this.#end)
      this.#path(value)
      this.#at = value.end
    }
  }

  #array(): void {
    const { canvas } = this.#context
    canvas.paint(this.#at, ++this.#at, 'operator')
    while (this.#at < this.#end && this.#text[this.#at] !== ')') {
      const char = this.#text.charAt(this.#at)
      if (char === '#') this.#comment()
      else if (isMeta(char)) this.#at++
      else this.#at = Math.max(paintWord(this.#context, this.#at, this.#end).end, this.#at + 1)
    }
    if (this.#at < this.#end) canvas.paint(this.#at, ++this.#at, 'operator')
  }

  #plainWord(word: PaintedWord): void {
    const { canvas } = this.#context
    const { start, end } = word
    this.#context.onWord?.(start, end, this.#position === 'command' || this.#position === 'decorated')
    switch (this.#position) {
      case 'command':
        this.#name = word
        this.#position = paintCommandName(this.#context, word)
        return
      case 'decorated':
        if (this.#text[start] === '-') return canvas.fill(start, end, 'option')
        this.#position = paintCommandName(this.#context, word)
        return
      case 'for-name':
        canvas.fill(start, end, 'variable')
        this.#position = 'for-in'
        return
      case 'case-word':
        this.#position = 'case-in'
        return
      case 'function-name':
        canvas.fill(start, end, 'function')
        this.#name = word
        this.#position = 'function-body'
        return
      case 'declaration':
        this.#name = undefined
        return this.#declared(word)
      case 'pattern':
        return canvas.fill(start, end, 'string')
      case 'condition':
        if (/^(?:-[a-zA-Z]{1,2}|[!=<>~]=?|=~)$/.test(word.value ?? '')) canvas.fill(start, end, 'operator')
        return
      case 'function-body':
      case 'for-in':
      case 'case-in':
      case 'words':
      case 'after':
      case 'argument':
        this.#name = undefined
        return this.#argument(word)
    }
  }

  #argument(word: PaintedWord): void {
    if (this.#text[word.start] === '-' && word.end - word.start > 1 && this.#position === 'argument')
      this.#context.canvas.fill(word.start, word.end, 'option')
    else this.#path(word)
  }

  /** `export x=1`, `local -a x=(…)` */
  #declared(word: PaintedWord): void {
    assignment.lastIndex = word.start
    const match = assignment.exec(this.#text)
    if (match === null) {
      const isOption = this.#text[word.start] === '-'
      return this.#context.canvas.fill(word.start, word.end, isOption ? 'option' : 'variable')
    }
    this.#at = word.start
    this.#paintAssignment(match[1] ?? '', assignment.lastIndex)
  }

  #path({ start, end, value, isQuoted }: PaintedWord): void {
    if (value === undefined || value === '' || value.length > 4096 || (isQuoted && value.startsWith('~')))
      return
    if (this.#context.knowledge.path(value) === true) this.#context.canvas.underline(start, end)
  }
}
