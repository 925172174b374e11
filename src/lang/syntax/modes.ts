/** Where parts of a word stand: what is special there, what ends them, and how they are quoted. */
export interface Mode {
  /** 1 for each ASCII code that ends a run of plain text. */
  readonly special: Uint8Array
  /** 1 for each code that ends the parts when no bracket is open. */
  readonly stops: Uint8Array
  /** Characters a backslash quotes; 'any' outside quotes. */
  readonly escapes: string
  /** `'…'`, `$'…'` and `$"…"` quote here. */
  readonly single: boolean
  /** `"…"` quotes here. */
  readonly double: boolean
  /** Inside double quotes or a here-document, so that `${x:-'a'}` keeps its single quotes. */
  readonly quoted: boolean
  /** Brackets that are counted: the stops and `close` count only outside of them. */
  readonly open: number
  readonly close: number
  readonly globs: 'never' | 'option' | 'always'
  /** A `}` that comes first makes `+(` plain text, as bash finds the end of `${…}` before its pattern. */
  readonly inBraces: boolean
  readonly doors: boolean
  readonly process: boolean
}

interface Choice extends Partial<Omit<Mode, 'special' | 'stops' | 'open' | 'close'>> {
  readonly stops: string
  readonly brackets?: '()' | '[]'
}

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}

function makeMode(choice: Choice): Mode {
  const { stops, brackets = '', single = true, double = true, globs = 'never', doors = false } = choice
  const process = choice.process ?? false
  const special = [
    stops,
    brackets,
    '\\$`',
    single ? "'" : '',
    double ? '"' : '',
    globs === 'never' ? '' : '?*+@!',
    process ? '<>' : '',
  ]
  return {
    special: tableOf(special.join('')),
    stops: tableOf(stops),
    escapes: choice.escapes ?? 'any',
    single,
    double,
    quoted: choice.quoted ?? false,
    open: brackets === '' ? -1 : brackets.charCodeAt(0),
    close: brackets === '' ? -1 : brackets.charCodeAt(1),
    globs,
    inBraces: choice.inBraces ?? false,
    doors,
    process,
  }
}

const meta = '\t\n &();<>|'

/** A word of a command. */
export const WORD = makeMode({ stops: meta, globs: 'option', doors: true, process: true })
/** A word of `case` patterns: no doors. */
export const CASE_WORD = makeMode({ stops: meta, globs: 'option', process: true })
/** A word of `[[ ]]`: extended globs always, no doors. */
export const CONDITIONAL_WORD = makeMode({ stops: meta, globs: 'always', process: true })
/** The right of `=~`: brackets hold anything, `|` is plain. */
export const REGEX = makeMode({ stops: '\t\n &;<>', brackets: '()' })
/** `"…"` */
export const DOUBLE = makeMode({ stops: '"', escapes: '$`"\\', single: false, double: false, quoted: true })
/** The body of a here-document. */
export const HERE = makeMode({ stops: '', escapes: '$`\\', single: false, double: false, quoted: true })
/** The word of `${x:-word}`. */
export const BRACE_WORD = makeMode({
  stops: '}',
  globs: 'option',
  inBraces: true,
  doors: true,
  process: true,
})
/** The word of `"${x:-word}"`: double quotes nest, single quotes are plain. */
export const QUOTED_BRACE_WORD = makeMode({ stops: '}', escapes: '$`"\\}', single: false, quoted: true })
/** `"…"` within that word: a backslash quotes any character there (bash). */
export const INNER_DOUBLE = makeMode({ stops: '"', single: false, double: false, quoted: true })
/** The pattern of `${x#pattern}`, in double quotes too. */
export const PATTERN = makeMode({ stops: '}', globs: 'always', inBraces: true })
/** The pattern of `${x/pattern/replacement}`. */
export const REPLACED = makeMode({ stops: '}/', globs: 'always', inBraces: true })
/** The replacement: quoted as a word. */
export const REPLACEMENT = makeMode({ stops: '}' })
/** The offset or length of `${x:offset:length}`. */
export const OFFSET = makeMode({ stops: '}:', brackets: '()', quoted: true })
/** `((expression))`, up to the `)` that was not opened. */
export const ARITHMETIC = makeMode({ stops: ')', brackets: '()', quoted: true })
/** One of the three of `for ((;;))`. */
export const ARITHMETIC_FOR = makeMode({ stops: ');', brackets: '()', quoted: true })
/** `[subscript]`, and `$[expression]`. */
export const SUBSCRIPT = makeMode({ stops: ']', brackets: '[]' })
/** The subscript of `${x[…]}`: the `}` ends it too, and then the substitution is bad. */
export const BRACED_SUBSCRIPT = makeMode({ stops: ']}', brackets: '[]' })
/** One alternative of `@(a|b)`. */
export const ALTERNATIVE = makeMode({ stops: '|)', brackets: '()', globs: 'always' })
