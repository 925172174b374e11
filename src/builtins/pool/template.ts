import { makeSource, type Source } from '../../diag/index.ts'
import type { Shell, TaskCommand } from '../../lang/eval/index.ts'
import { IndexedArray } from '../../lang/expand/index.ts'
import { quoteWord, walk, type List, type WordPart } from '../../lang/syntax/index.ts'
import {
  placeholderTexts,
  splitPlaceholders,
  type Evaluate,
  type Placeholder,
  type PlaceholderSyntax,
  type TaskValues,
} from './replace.ts'
import type { TaskEnvironment } from './task-environment.ts'

/** A command that is made anew for each task. */
export interface Template {
  /** Variables that each task gets a value of its own for. */
  readonly exported: readonly string[]
  /** A placeholder asks how many tasks there are. */
  readonly needsTotal: boolean
  build(task: TaskValues): TaskCommand
  /** The command line as one could type it. */
  text(task: TaskValues): string
}

export interface TemplateOptions {
  readonly syntax: PlaceholderSyntax
  readonly names: readonly string[]
  /** Text around several values is repeated for each (-X). */
  readonly isContext: boolean
  /** Without a placeholder there are no values either (--pipe). */
  readonly isBare: boolean
  /** The values are commands: they are shown as they are. */
  readonly isCommands: boolean
  readonly evaluate: Evaluate
  readonly environment: TaskEnvironment
}

/** What is wrong with a command that is a text of the shell. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

type Pieces = readonly (string | Placeholder)[]

const operators = new Set('| || && ; & > >> < 2> 2>> 2>&1 &> |& >&2 1>&2'.split(' '))

/**
 * Reads the command once. Words are arguments as they stand; a first word with shell syntax in it makes all of them a text
 * of the shell, as do operators that stand alone (`pool grep x {} '>' {}.out`). Without a placeholder the values come last.
 */
export function makeTemplate(command: readonly string[], options: TemplateOptions, shell: Shell): Template {
  const split = (text: string): Pieces => splitPlaceholders(text, options.syntax, options.names)
  let words = command.map(split)
  const hasPlaceholder = words.some(pieces => pieces.some(piece => typeof piece !== 'string'))
  const isText = isShellText(withoutPlaceholders(words[0] ?? []))
  if (!hasPlaceholder && !options.isBare) words = [...words, [{ value: undefined, form: '' }]]
  if (!isText && !command.some(word => operators.has(word))) return new WordsTemplate(words, options)
  const text = isText
    ? words.map(pieces => pieces.map(mask).join('')).join(' ')
    : words.map(pieces => shellWord(pieces)).join(' ')
  const placeholders = words.flat().filter(piece => typeof piece !== 'string')
  return new TextTemplate(text.replaceAll(anyMark, numbered()), words, placeholders, options, shell)
}

/** A first word with shell syntax in it makes all of them a text of the shell. */
function isShellText(firstWord: string): boolean {
  return /[\s|&;<>()$`"'\\*?[\]~#]/.test(firstWord)
}

/** Words without placeholders as a text of the shell; `isWords`: it is one simple command. */
export function commandText(words: readonly string[]): { readonly text: string; readonly isWords: boolean } {
  if (isShellText(words[0] ?? '')) return { text: words.join(' '), isWords: false }
  const text = words.map(word => (operators.has(word) ? word : quoteWord(word))).join(' ')
  return { text, isWords: !words.some(word => operators.has(word)) }
}

const markText = 'NACREPLACEHOLDER'
const anyMark = new RegExp(markText, 'g')
const numberedMark = /NACREPLACEHOLDER(\d+)X/

function mask(piece: string | Placeholder): string {
  return typeof piece === 'string' ? piece : markText
}

function numbered(): () => string {
  let number = 0
  return () => `${markText}${number++}X`
}

function withoutPlaceholders(pieces: Pieces): string {
  return pieces.filter(piece => typeof piece === 'string').join('')
}

function shellWord(pieces: Pieces): string {
  const text = pieces.map(mask).join('')
  return operators.has(text) ? text : quoteWord(text)
}

/** Arguments: nothing is parsed, nothing has to be quoted. */
class WordsTemplate implements Template {
  readonly #words: readonly Pieces[]
  readonly #options: TemplateOptions

  constructor(words: readonly Pieces[], options: TemplateOptions) {
    this.#words = words
    this.#options = options
  }

  get needsTotal(): boolean {
    return asksTotal(this.#words)
  }

  get exported(): readonly string[] {
    return this.#options.environment.names
  }

  build(task: TaskValues): TaskCommand {
    return { words: this.#fields(task), exported: this.#options.environment.of(task) }
  }

  text(task: TaskValues): string {
    if (this.#options.isCommands) return task.values.join(' ')
    return this.#fields(task).map(shown).join(' ')
  }

  #fields(task: TaskValues): string[] {
    const fields: string[] = []
    for (const pieces of this.#words) {
      const [only] = pieces
      if (pieces.length === 1 && typeof only === 'string') fields.push(only)
      else fields.push(...this.#word(pieces, task))
    }
    return fields
  }

  #word(pieces: Pieces, task: TaskValues): string[] {
    const { evaluate, isContext } = this.#options
    const texts = pieces.map(piece =>
      typeof piece === 'string' ? piece : placeholderTexts(piece, task, evaluate),
    )
    const [only] = texts
    if (texts.length === 1 && Array.isArray(only)) return only
    const count = Math.max(...texts.map(text => (Array.isArray(text) ? text.length : 1)))
    if (isContext)
      return Array.from({ length: count }, (_, i) =>
        texts.map(text => (Array.isArray(text) ? (text[Math.min(i, text.length - 1)] ?? '') : text)).join(''),
      )
    return joined(texts)
  }
}

/** As `p"$@"s`: what stands around several values is at the first and the last. */
function joined(texts: readonly (string | readonly string[])[]): string[] {
  const fields = ['']
  const append = (text: string): void => void fields.push(`${fields.pop() ?? ''}${text}`)
  for (const text of texts) {
    const [first = '', ...rest] = typeof text === 'string' ? [text] : text
    append(first)
    fields.push(...rest)
  }
  return fields
}

function asksTotal(words: readonly Pieces[]): boolean {
  return words
    .flat()
    .some(
      piece => typeof piece !== 'string' && (piece.form === '##' || /\btotal/.test(piece.expression ?? '')),
    )
}

/** A text as one word, as GNU parallel writes it: quoted only where it must be. */
export function quoted(text: string): string {
  if (text === '') return "''"
  if (/^[\w+./-]+$/.test(text)) return text
  return `'${text.replaceAll("'", `'"'"'`)}'`.replace(/^''|''$/g, '')
}

/** A word of a command line that is shown. */
function shown(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text)
}

/** A text of the shell, parsed once: its placeholders are variables in double quotes, whatever stands in them. */
class TextTemplate implements Template {
  readonly #list: List
  readonly #source: Source
  readonly #words: readonly Pieces[]
  readonly #placeholders: readonly Placeholder[]
  readonly #options: TemplateOptions

  constructor(
    text: string,
    words: readonly Pieces[],
    placeholders: readonly Placeholder[],
    options: TemplateOptions,
    shell: Shell,
  ) {
    this.#source = makeSource('pool', text)
    const { list, diagnostics } = shell.parse(text)
    const [first] = diagnostics
    if (first !== undefined) {
      const shownText = (marked: string): string => marked.replace(/NACREPLACEHOLDER\d+X/g, '{}')
      throw new TemplateError(`${shownText(text)}: syntax error: ${shownText(first.message)}`)
    }
    walk(list, node => {
      if ('parts' in node) (node as { parts: readonly WordPart[] }).parts = replaceMarks(node)
    })
    this.#list = list
    this.#words = words
    this.#placeholders = placeholders
    this.#options = options
  }

  get needsTotal(): boolean {
    return asksTotal(this.#words)
  }

  get exported(): readonly string[] {
    return this.#options.environment.names
  }

  build(task: TaskValues): TaskCommand {
    const variables = new Map<string, string | IndexedArray>()
    for (const [i, placeholder] of this.#placeholders.entries()) {
      const texts = placeholderTexts(placeholder, task, this.#options.evaluate)
      variables.set(variableOf(i), IndexedArray.from(texts))
    }
    const exported = this.#options.environment.of(task)
    return { list: this.#list, source: this.#source, variables, exported }
  }

  text(task: TaskValues): string {
    const { evaluate } = this.#options
    return this.#words
      .map(pieces =>
        pieces
          .map(piece =>
            typeof piece === 'string' ? piece : placeholderTexts(piece, task, evaluate).map(shown).join(' '),
          )
          .join(''),
      )
      .join(' ')
  }
}

function variableOf(number: number): string {
  return `__nacre_pool_${number}`
}

/** The parts of a word or of double quotes with expansions where marks stand. */
function replaceMarks(node: {
  readonly type: string
  readonly parts: readonly WordPart[]
}): readonly WordPart[] {
  return node.parts.flatMap(part => {
    if (part.type !== 'Literal' && part.type !== 'SingleQuoted') return [part]
    if (!numberedMark.test(part.value)) return [part]
    return part.value.split(/(NACREPLACEHOLDER\d+X)/).flatMap(text => {
      const number = numberedMark.exec(text)?.[1]
      if (number === undefined) return text === '' ? [] : [{ ...part, value: text }]
      return [expansion(part, Number(number), node.type === 'DoubleQuoted')]
    })
  })
}

/** `"${__nacre_pool_0[@]}"`: a field for each value. */
function expansion({ start, end }: WordPart, number: number, isQuoted: boolean): WordPart {
  const parameter: WordPart = {
    type: 'ParameterExpansion',
    name: variableOf(number),
    braced: true,
    length: false,
    indirect: false,
    subscript: { type: 'All', operator: '@' },
    start,
    end,
  }
  return isQuoted ? parameter : { type: 'DoubleQuoted', parts: [parameter], locale: false, start, end }
}
