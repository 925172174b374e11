import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { type Word, type WordPart, walk } from '../syntax/index.ts'
import { makeArithmetic, makeArithmeticText } from './arithmetic/word.ts'
import type { Integer } from './arithmetic/number.ts'
import { compilePart } from './compile-part.ts'
import { braceExpand, mayHaveBraces, sequenceTexts } from './brace.ts'
import { fieldsOf, fieldsOfValue, type UnglobbedFields } from './fields.ts'
import { ShellError, type ExpandHost } from './host.ts'
import type { CompiledPart, Compiler, Emit, Evaluate } from './part.ts'
import { isAscii } from './locale.ts'
import { patternFromText } from './pattern/compile.ts'
import type { Pattern } from './pattern.ts'
import { concatenate, emitAll } from './quoted.ts'
import { EXTGLOB, Segments } from './segments.ts'
import { patternTextOf, regexTextOf, textOf, tracedPatternOf } from './texts.ts'
import { compileParts, isArgument, type TildeRule } from './word-parts.ts'
import type { CompiledWord, PatternContext } from './word.ts'

const rulesOf = { none: 'word', value: 'assignment', element: 'element' } as const

const compiler: Compiler = {
  part: (part, context) => compilePart(part, context, compiler),
  emit: (word, context) =>
    emitAll(
      compileParts(word, context, rulesOf[context.assigned ?? 'none'], compiler).map(part => part.emit),
    ),
  text: (word, tilde) => compileText(word, tilde ? 'word' : 'none'),
  segments: word => compileSegments(compileParts(word, unquoted, 'word', compiler)),
  pattern: (word, substitution) => {
    const compiled = compileWord(word)
    return host => compiled.pattern(host, { ignoreCase: substitution && host.option('nocasematch') })
  },
  arithmetic: word => makeArithmetic(word, compiler),
}

const unquoted = { quoted: false, splits: false } as const

function compileText(word: Word, rule: TildeRule): Evaluate<string> {
  const parts = compileParts(word, unquoted, rule, compiler)
  const texts = parts.map(part => part.text)
  if (!texts.includes(undefined)) return concatenate(texts as Evaluate<string>[])
  const segments = compileSegments(parts)
  return host => chain(segments(host), found => textOf(found, host))
}

function compileSegments(parts: readonly CompiledPart[]): Evaluate<Segments> {
  const emit = emitAll(parts.map(part => part.emit))
  return host => {
    const out = new Segments()
    const done = emit(host, out)
    return isPromise(done) ? done.then(() => out) : out
  }
}

const words = new WeakMap<Word, CompiledWord>()
const values = new WeakMap<Word, CompiledWord>()
const arithmetics = new WeakMap<Word, Evaluate<Integer>>()

/** A word made ready to run; the same word gives the same compiled one. */
export function compileWord(word: Word): CompiledWord {
  const known = words.get(word)
  if (known) return known
  const compiled = new WordCode(word, 'argument')
  words.set(word, compiled)
  return compiled
}

/** An argument of a declaration behind `command`: it is like an assignment in posix mode too. */
export function compileDeclaredWord(word: Word): CompiledWord {
  return new WordCode(word, 'declared')
}

/** The value of an assignment: tildes after colons too, no braces; used through `string`. */
export function compileAssignmentValue(word: Word): CompiledWord {
  const known = values.get(word)
  if (known) return known
  const compiled = new WordCode(word, 'assignment')
  values.set(word, compiled)
  return compiled
}

/** The value of an element with a key: as that of an assignment. */
export function compileElementValue(word: Word): CompiledWord {
  return new WordCode(word, 'element')
}

/** Arithmetic on a word: of `(( ))`, `$(( ))`, subscripts of indexed arrays. */
export function compileArithmeticExpression(word: Word): Evaluate<Integer> {
  const known = arithmetics.get(word)
  if (known) return known
  const compiled = makeArithmetic(word, compiler)
  arithmetics.set(word, compiled)
  return compiled
}

/** The text of arithmetic that is evaluated later: operands of `-eq` in `[[ ]]`. */
export function compileArithmeticText(word: Word): Evaluate<string> {
  return makeArithmeticText(word, compiler)
}

/** The compiled forms of one word, each made when it is first asked for. */
class WordCode implements CompiledWord {
  readonly constant: string | undefined
  readonly #word: Word
  readonly #rule: TildeRule
  readonly #hasBraces: boolean
  #fields: Evaluate<string[]> | undefined
  /** null: of no such kind. */
  #quick: Quick | null | undefined
  #braces: Evaluate<string[]> | undefined
  #string: Evaluate<string> | undefined
  #document: Evaluate<string> | undefined
  #segments: Evaluate<Segments> | undefined
  #isConstant: boolean | undefined
  #runsCommands: boolean | undefined
  /** Without and with braces expanded. */
  readonly #unglobbed: (readonly Evaluate<Segments>[] | undefined)[] = []
  #pattern: Pattern | undefined

  constructor(word: Word, rule: TildeRule) {
    this.#word = word
    this.#rule = rule
    this.#hasBraces = isArgument(rule) && mayHaveBraces(word)
    this.constant = this.#hasBraces ? undefined : constantOf(word)
  }

  fields(host: ExpandHost): MaybePromise<string[]> {
    if (this.constant !== undefined) return [this.constant]
    if (this.#hasBraces && host.option('braceexpand')) {
      this.#braces ??= compileBraces(this.#word)
      return this.#braces(host)
    }
    this.#fields ??= compileFields(compileParts(this.#word, unquoted, this.#rule, compiler))
    return this.#fields(host)
  }

  unglobbed(host: ExpandHost, into: UnglobbedFields): MaybePromise<void> {
    if (this.constant !== undefined) return void into.fields.push(this.constant)
    const braces = this.#hasBraces && host.option('braceexpand')
    const codes = (this.#unglobbed[braces ? 1 : 0] ??= compileUnglobbed(this.#word, this.#rule, braces))
    return emitSegments(codes, 0, host, into)
  }

  get runsCommands(): boolean {
    return (this.#runsCommands ??= this.constant === undefined && hasCommands(this.#word))
  }

  quick(host: ExpandHost): string | string[] | undefined {
    if (this.constant !== undefined) return this.constant
    if (this.#quick === undefined) this.#quick = this.#hasBraces ? null : quickOf(this.#word)
    return this.#quick === null ? undefined : this.#quick(host)
  }

  string(host: ExpandHost): MaybePromise<string> {
    if (this.constant !== undefined) return this.constant
    this.#string ??= compileText(this.#word, isArgument(this.#rule) ? 'word' : this.#rule)
    return this.#string(host)
  }

  document(host: ExpandHost): MaybePromise<string> {
    this.#document ??= compileDocument(this.#word)
    return this.#document(host)
  }

  pattern(host: ExpandHost, context: PatternContext = {}): MaybePromise<Pattern> {
    const ignoreCase = context.ignoreCase ?? host.option('nocasematch')
    const isConstant = (this.#isConstant ??= constantParts(this.#word))
    if (isConstant && this.#pattern && !ignoreCase && !context.trace) return this.#pattern
    return chain(this.#getSegments()(host), segments => {
      context.trace?.(tracedPatternOf(segments, host))
      const text = patternTextOf(segments, host)
      const extglob = context.extglob ?? (segments.kinds.includes(EXTGLOB) || host.option('extglob'))
      const pattern = patternFromText(text, { extglob, ignoreCase })
      // Without a `(` extglob changes nothing, so that the pattern is always this one.
      if (isConstant && !ignoreCase && !text.includes('(') && isAscii(text)) this.#pattern = pattern
      return pattern
    })
  }

  regex(host: ExpandHost): MaybePromise<string> {
    return chain(this.#getSegments()(host), segments => regexTextOf(segments, host))
  }

  #getSegments(): Evaluate<Segments> {
    return (this.#segments ??= compileSegments(compileParts(this.#word, unquoted, 'word', compiler)))
  }
}

/** The text of a word without expansions, unless it may be a pattern or begin with a tilde. */
function constantOf(word: Word): string | undefined {
  if (word.parts.length === 0 || mayHaveBracket(word)) return undefined
  let text = ''
  for (const part of word.parts) {
    const constant = part.type === 'DoubleQuoted' ? constantOfQuoted(part.parts) : constantOfPart(part)
    if (constant === undefined) return undefined
    text += constant
  }
  return text
}

/** A `[` that no `]` follows stands for itself: the command `[` is no pattern (POSIX 2.14.1). */
function mayHaveBracket(word: Word): boolean {
  let isOpen = false
  return word.parts.some(part => {
    if (part.type !== 'Literal') return false
    const at = isOpen ? 0 : part.value.indexOf('[')
    isOpen = at >= 0
    return isOpen && part.value.includes(']', at)
  })
}

/** True if the word is text and quoted text: no expansion, no tilde. */
function constantParts(word: Word): boolean {
  return word.parts.every(part =>
    part.type === 'DoubleQuoted'
      ? constantOfQuoted(part.parts) !== undefined
      : part.type === 'SingleQuoted' ||
        part.type === 'Escaped' ||
        (part.type === 'Literal' && !part.value.includes('~')),
  )
}

function constantOfPart(part: WordPart): string | undefined {
  if (part.type === 'SingleQuoted' || part.type === 'Escaped') return part.value
  return part.type === 'Literal' && !/[~*?(]/.test(part.value) ? part.value : undefined
}

function constantOfQuoted(parts: readonly WordPart[]): string | undefined {
  const texts = parts.map(part =>
    part.type === 'Literal' || part.type === 'Escaped' ? part.value : undefined,
  )
  return texts.includes(undefined) ? undefined : texts.join('')
}

type Quick = (host: ExpandHost) => string | string[] | undefined

/** `$x` or `"$x"`; null for all else. */
function quickOf(word: Word): Quick | null {
  const [only] = word.parts
  if (word.parts.length !== 1 || only === undefined) return null
  const [inner] = only.type === 'DoubleQuoted' && only.parts.length === 1 ? only.parts : [only]
  if (inner?.type !== 'ParameterExpansion') return null
  const { plain } = compiler.part(inner, unquoted)
  if (plain === undefined) return null
  return only.type === 'DoubleQuoted' ? plain : host => fieldsOfValue(plain, host)
}

function compileFields(parts: readonly CompiledPart[]): Evaluate<string[]> {
  const texts = parts.map(part => (part.isQuoted === true || isPlain(part) ? part.text : undefined))
  if (parts.length > 0 && !texts.includes(undefined)) {
    const text = concatenate(texts as Evaluate<string>[])
    return host => chain(text(host), value => [value])
  }
  const segments = compileSegments(parts)
  return host => chain(segments(host), found => fieldsOf(found, host))
}

function compileUnglobbed(word: Word, rule: TildeRule, braces: boolean): Evaluate<Segments>[] {
  const words = braces ? braceExpand(word) : [word]
  return words.map(each => compileSegments(compileParts(each, unquoted, braces ? 'word' : rule, compiler)))
}

function emitSegments(
  codes: readonly Evaluate<Segments>[],
  from: number,
  host: ExpandHost,
  into: UnglobbedFields,
): MaybePromise<void> {
  for (let at = from; at < codes.length; at++) {
    const segments = (codes[at] as Evaluate<Segments>)(host)
    if (isPromise(segments))
      return segments.then(found => {
        into.add(found, host)
        return emitSegments(codes, at + 1, host, into)
      })
    into.add(segments, host)
  }
  return undefined
}

function hasCommands(word: Word): boolean {
  let found = false
  walk(word, node => {
    found ||=
      node.type === 'CommandSubstitution' ||
      node.type === 'ProcessSubstitution' ||
      node.type === 'TypeScriptDoor'
  })
  return found
}

function isPlain(part: CompiledPart): boolean {
  return part.constant !== undefined && part.constant !== '' && !/[*?[(]/.test(part.constant)
}

/** Inside a here-document: as in double quotes, but that nothing is a field. */
function compileDocument(word: Word): Evaluate<string> {
  const parts = compileParts(word, { quoted: true, splits: false, isDocument: true }, 'none', compiler)
  const emit: Emit = emitAll(parts.map(part => part.emit))
  return host => {
    const out = new Segments()
    return chain(emit(host, out), () => textOf(out, host))
  }
}

/** Brace expansion makes several words of one; what is wrong with it is thrown when it runs. */
function compileBraces(word: Word): Evaluate<string[]> {
  const sequence = sequenceTexts(word)
  if (sequence) return () => Array.from({ length: sequence.length }, (_, index) => sequence.at(index))
  const alternatives = expandedWords(word)
  if (alternatives instanceof ShellError) {
    return () => {
      throw new ShellError(alternatives.message)
    }
  }
  const compiled = alternatives.map(alternative =>
    compileFields(compileParts(alternative, unquoted, 'word', compiler)),
  )
  return host => collect(compiled, 0, [], host)
}

function expandedWords(word: Word): Word[] | ShellError {
  try {
    return braceExpand(word)
  } catch (error) {
    if (error instanceof ShellError) return error
    throw error
  }
}

function collect(
  words: readonly Evaluate<string[]>[],
  from: number,
  out: string[],
  host: ExpandHost,
): MaybePromise<string[]> {
  for (let i = from; i < words.length; i++) {
    const fields = words[i]?.(host) ?? []
    if (isPromise(fields)) {
      return fields.then(found => {
        out.push(...found)
        return collect(words, i + 1, out, host)
      })
    }
    for (const field of fields) out.push(field)
  }
  return out
}
