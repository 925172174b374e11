import { isReserved } from '../../lang/syntax/index.ts'
import { closingBracket } from './door-end.ts'
import { assignedPart, isAssignment, type TypedWord } from './typed-word.ts'

/** What a command line has at the cursor. */
export type CommandContext =
  | {
      readonly type: 'word'
      readonly place: 'command' | 'argument' | 'redirection'
      /** The words of the simple command before this one. */
      readonly words: readonly string[]
      readonly word: TypedWord
    }
  | {
      readonly type: 'variable'
      readonly start: number
      readonly name: string
      /** What follows a name that is chosen. */
      readonly close: '' | ' ' | '}'
    }
  | { readonly type: 'door'; readonly start: number }
  | { readonly type: 'nothing' }

/**
 * Reads the commands of a text from `start` to the cursor, its end. Unlike the parser it needs no complete command: it
 * only finds the innermost simple command that is being typed.
 */
export function commandContext(text: string, start: number): CommandContext {
  return new Reader(text, start).read()
}

interface Word {
  readonly start: number
  value: string
  readonly offsets: number[]
  readonly active: Set<number>
  hasQuotes: boolean
}

/** A list of commands: the text itself, or what stands in brackets or back-quotes. */
interface Frame {
  readonly close: '' | ')' | '`'
  /** It is a part of a word of the frame around it. */
  readonly isSubstitution: boolean
  words: string[]
  word: Word | undefined
  quote: '' | "'" | '"'
  redirects: boolean
  /** Values of an array, no command: `names=(`. */
  readonly isArray: boolean
}

const frame = (close: Frame['close'], isSubstitution: boolean, isArray = false): Frame => ({
  close,
  isSubstitution,
  isArray,
  words: [],
  word: undefined,
  quote: '',
  redirects: false,
})

/** Their arguments assign as well. */
const declarations = /^(?:export|declare|typeset|local|readonly)$/

class Reader {
  readonly #text: string
  readonly #frames: Frame[] = [frame('', false)]
  #at: number
  #found: CommandContext | undefined

  constructor(text: string, start: number) {
    this.#text = text
    this.#at = start
  }

  read(): CommandContext {
    while (this.#at < this.#text.length && this.#found === undefined) {
      if (this.#frame.quote === '"') this.#quoted()
      else this.#plain()
    }
    return this.#found ?? this.#wordContext()
  }

  get #frame(): Frame {
    return this.#frames.at(-1) as Frame
  }

  #wordContext(): CommandContext {
    const { words, word = this.#newWord(this.#text.length), quote, redirects, isArray } = this.#frame
    const typed: TypedWord = { ...word, quote }
    if (redirects || isArray) return { type: 'word', place: 'redirection', words, word: typed }
    const [command] = words
    const assigned =
      command === undefined || declarations.test(command) ? assignedPart(this.#text, typed) : undefined
    if (assigned !== undefined) return { type: 'word', place: 'redirection', words, word: assigned }
    return { type: 'word', place: command === undefined ? 'command' : 'argument', words, word: typed }
  }

  #plain(): void {
    const { text, at } = this.#here
    const character = text[at] as string
    if (character === "'") this.#singleQuotes(at + 1)
    else if (character === '"') this.#openQuotes()
    else if (character === '\\') this.#escape(/[^]/)
    else if (character === '$') this.#dollar()
    else if (character === '`') this.#backQuote()
    else if (character === ' ' || character === '\t') this.#endWord(1)
    else if ('\n;|'.includes(character) || (character === '&' && text[at + 1] !== '>')) this.#endCommand()
    else if ('<>&'.includes(character)) this.#redirection()
    else if (character === '(') this.#group()
    else if (character === ')') this.#close()
    else if (character === '#' && this.#frame.word === undefined) this.#comment()
    else if (character === '@' && text[at + 1] === '(') this.#door()
    else this.#add(character, 1, character === '~')
  }

  #quoted(): void {
    const character = this.#here.text[this.#at] as string
    if (character === '"') {
      this.#frame.quote = ''
      this.#at++
    } else if (character === '\\') this.#escape(/[$`"\\\n]/)
    else if (character === '$') this.#dollar()
    else if (character === '`') this.#backQuote()
    else this.#add(character, 1)
  }

  get #here() {
    return { text: this.#text, at: this.#at }
  }

  #newWord(start: number): Word {
    return { start, value: '', offsets: [], active: new Set(), hasQuotes: false }
  }

  #word(): Word {
    return (this.#frame.word ??= this.#newWord(this.#at))
  }

  #add(character: string, length: number, isActive = false): void {
    const word = this.#word()
    if (isActive) word.active.add(word.value.length)
    for (let i = 0; i < character.length; i++) word.offsets.push(this.#at)
    word.value += character
    this.#at += length
  }

  #escape(escapable: RegExp): void {
    const next = this.#text[this.#at + 1]
    this.#word().hasQuotes = true
    if (next === undefined) this.#at++
    else if (next === '\n') this.#at += 2
    else if (escapable.test(next)) this.#add(next, 2)
    else this.#add('\\', 1)
  }

  #openQuotes(): void {
    this.#word().hasQuotes = true
    this.#frame.quote = '"'
    this.#at++
  }

  #singleQuotes(from: number): void {
    this.#word().hasQuotes = true
    const end = this.#text.indexOf("'", from)
    this.#at = from
    while (this.#at < (end === -1 ? this.#text.length : end)) this.#add(this.#text[this.#at] as string, 1)
    if (end === -1) this.#frame.quote = "'"
    else this.#at = end + 1
  }

  /** `$'…'`, `$(…)`, `$((…))`, `${…}`, `$name`. */
  #dollar(): void {
    const { text, at } = this.#here
    if (text.startsWith("$'", at) && this.#frame.quote === '') return this.#singleQuotes(at + 2)
    if (text.startsWith('$((', at)) return this.#arithmetic()
    if (text.startsWith('$(', at)) return this.#push(frame(')', true), 2)
    if (text[at + 1] === '{') return this.#parameter()
    const name = /^\$\w*/.exec(text.slice(at))?.[0] ?? '$'
    const close = this.#frame.quote === '' ? ' ' : ''
    if (at + name.length === text.length && !/^\$\d/.test(name))
      this.#found = { type: 'variable', start: at + 1, name: name.slice(1), close }
    else this.#add('$', 1, true)
  }

  #parameter(): void {
    const { text, at } = this.#here
    const end = text.indexOf('}', at)
    const name = /^\$\{([!#]?\w*)$/.exec(text.slice(at))?.[1]
    if (name !== undefined) {
      const bare = name.replace(/^[!#]/, '')
      this.#found = { type: 'variable', start: text.length - bare.length, name: bare, close: '}' }
    } else if (end === -1) this.#found = { type: 'nothing' }
    else {
      this.#add('$', 1, true)
      while (this.#at <= end) this.#add(text[this.#at] as string, 1)
    }
  }

  #arithmetic(): void {
    const end = this.#text.indexOf('))', this.#at)
    if (end !== -1) {
      this.#word()
      this.#at = end + 2
      return
    }
    const name = /[A-Za-z_]\w*$|$/.exec(this.#text)?.[0] ?? ''
    this.#found = { type: 'variable', start: this.#text.length - name.length, name, close: '' }
  }

  #push(opened: Frame, length: number): void {
    if (opened.isSubstitution) this.#word()
    this.#frames.push(opened)
    this.#at += length
  }

  #backQuote(): void {
    if (this.#frame.close === '`') this.#pop()
    else this.#push(frame('`', true), 1)
  }

  #group(): void {
    const { word, quote } = this.#frame
    const isArray = word?.value.endsWith('=') === true && isAssignment({ ...word, quote })
    if (isArray) return this.#push(frame(')', true, true), 1)
    this.#endWord(0)
    this.#push(frame(')', false), 1)
  }

  #close(): void {
    if (this.#frame.close === ')') this.#pop()
    else this.#endCommand()
  }

  #pop(): void {
    const { isSubstitution } = this.#frames.pop() as Frame
    this.#at++
    if (!isSubstitution) this.#frame.words = []
  }

  #redirection(): void {
    const { text, at } = this.#here
    if (text[at + 1] === '(') return this.#push(frame(')', true), 2)
    const { word } = this.#frame
    if (word !== undefined && /^(?:\d+|\{\w+\})$/.test(word.value)) this.#frame.word = undefined
    else this.#endWord(0)
    this.#at += /^&?(?:<<<|<<-?|[<>]{1,2}[&|]?)/.exec(text.slice(at))?.[0].length ?? 1
    this.#frame.redirects = true
  }

  #endWord(length: number): void {
    const { word, quote, redirects, words } = this.#frame
    this.#at += length
    if (word === undefined) return
    this.#frame.word = undefined
    this.#frame.redirects = false
    if (redirects) return
    const isNoCommand = (!word.hasQuotes && isReserved(word.value)) || isAssignment({ ...word, quote })
    if (words.length === 0 && isNoCommand) return
    words.push(word.value)
  }

  #endCommand(): void {
    this.#endWord(1)
    this.#frame.words = []
    this.#frame.redirects = false
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at)
    if (end === -1) this.#found = { type: 'nothing' }
    else this.#at = end
  }

  /** `@(expr)`: TypeScript up to its bracket. */
  #door(): void {
    const end = closingBracket(this.#text, this.#at + 2)
    if (end === undefined) this.#found = { type: 'door', start: this.#at + 2 }
    else {
      this.#word()
      this.#at = end + 1
    }
  }
}
