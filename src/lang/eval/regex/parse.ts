import { bracketEnd, bracketSet } from './bracket.ts'
import { assertions, type Node, only, setOf } from './node.ts'

export interface ParsedRegex {
  readonly node: Node
  readonly groups: number
  readonly hasReferences: boolean
}

/**
 * Reads a POSIX extended regular expression (XBD 9.4) as glibc does. Throws SyntaxError where it is none: an operator
 * with nothing to repeat, an open bracket, a bad interval.
 */
export function parseRegex(source: string, ignoreCase: boolean): ParsedRegex {
  const parser = new Parser(source, ignoreCase)
  const node = parser.all()
  return { node, groups: parser.groups, hasReferences: parser.hasReferences }
}

const empty: Node = { type: 'empty' }
/** Nested deeper than this it is refused rather than run out of stack. */
const deepest = 500

class Parser {
  readonly #source: string
  readonly #ignoreCase: boolean
  #at = 0
  #depth = 0
  #closed: ReadonlySet<number> = new Set()
  groups = 0
  hasReferences = false

  constructor(source: string, ignoreCase: boolean) {
    this.#source = source
    this.#ignoreCase = ignoreCase
  }

  all(): Node {
    const node = this.#choice()
    if (this.#at < this.#source.length) throw new SyntaxError('unmatched )')
    return node
  }

  get #char(): string {
    return this.#source[this.#at] ?? ''
  }

  #choice(): Node {
    const before = this.#closed
    let after = new Set(before)
    const options: Node[] = []
    for (;;) {
      // A reference means a group of its own alternative, or of before them all.
      this.#closed = new Set(before)
      options.push(this.#sequence())
      after = new Set([...after, ...this.#closed])
      if (this.#char !== '|') break
      this.#at++
    }
    this.#closed = after
    return options.length === 1 ? (options[0] ?? empty) : { type: 'choice', options }
  }

  #sequence(): Node {
    const items: Node[] = []
    while (this.#at < this.#source.length && this.#char !== '|') {
      // glibc takes a bracket that nothing opened for itself.
      if (this.#char === ')' && this.#depth > 0) break
      items.push(this.#repeated())
    }
    return items.length === 1 ? (items[0] ?? empty) : { type: 'sequence', items }
  }

  #repeated(): Node {
    let item = this.#atom()
    // An anchor is nothing to repeat.
    if (item.type === 'assertion' && /^[*+?{]/.test(this.#char)) throw new SyntaxError('nothing to repeat')
    for (;;) {
      const bounds = this.#bounds()
      if (bounds === undefined) return item
      item = { type: 'repeat', item, ...bounds }
    }
  }

  #bounds(): { readonly least: number; readonly most: number } | undefined {
    switch (this.#char) {
      case '*':
        return (this.#at++, { least: 0, most: Infinity })
      case '+':
        return (this.#at++, { least: 1, most: Infinity })
      case '?':
        return (this.#at++, { least: 0, most: 1 })
      case '{':
        return this.#interval()
      default:
        return undefined
    }
  }

  /** `{2}`, `{2,}`, `{,3}`, `{2,3}`; nothing else may follow an unquoted brace (glibc). */
  #interval(): { readonly least: number; readonly most: number } {
    const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.#source.slice(this.#at))
    const [text = '', from = '', comma = '', to = ''] = match ?? []
    const least = Number(from)
    const most = comma === '' ? least : to === '' ? Infinity : Number(to)
    const isBad = match === null || (from === '' && comma === '') || least > most
    if (isBad || least > limit || (most !== Infinity && most > limit)) throw new SyntaxError('bad interval')
    this.#at += text.length
    return { least, most }
  }

  #atom(): Node {
    const char = this.#char
    switch (char) {
      case '*':
      case '+':
      case '?':
      case '{':
        throw new SyntaxError('nothing to repeat')
      case '(':
        return this.#group()
      case '[':
        return this.#bracket()
      case '\\':
        return this.#escaped()
      case '^':
      case '$':
        this.#at++
        return assertion(char)
      case '.':
        this.#at++
        return { type: 'set', has: () => true }
      default:
        return this.#literal()
    }
  }

  #literal(): Node {
    const code = this.#source.codePointAt(this.#at) ?? 0
    this.#at += code > 0xffff ? 2 : 1
    return { type: 'set', has: only(code, this.#ignoreCase) }
  }

  #group(): Node {
    const index = ++this.groups
    this.#at++
    if (++this.#depth > deepest) throw new SyntaxError('too deep')
    const item = this.#choice()
    if (this.#char !== ')') throw new SyntaxError('unmatched (')
    this.#at++
    this.#depth--
    this.#closed = new Set([...this.#closed, index])
    return { type: 'group', index, item }
  }

  #bracket(): Node {
    const end = bracketEnd(this.#source, this.#at)
    if (end === -1) throw new SyntaxError('unmatched [')
    const set = bracketSet(this.#source.slice(this.#at + 1, end))
    this.#at = end + 1
    return { type: 'set', has: setOf(set, this.#ignoreCase) }
  }

  #escaped(): Node {
    this.#at++
    const char = this.#char
    if (char === '') throw new SyntaxError('trailing backslash')
    if (/[1-9]/.test(char)) return this.#reference(Number(char))
    const special = /[wWsS]/.test(char) ? wordSets[char] : undefined
    if (special === undefined && !/[bB<>`']/.test(char)) return this.#literal()
    this.#at++
    if (special !== undefined) return { type: 'set', has: setOf(special, this.#ignoreCase) }
    return assertion(char === '`' ? '^' : char === "'" ? '$' : char)
  }

  #reference(index: number): Node {
    if (!this.#closed.has(index)) throw new SyntaxError('no such group')
    this.#at++
    this.hasReferences = true
    return { type: 'reference', index }
  }
}

/** RE_DUP_MAX */
const limit = 32767

const wordSets: Readonly<Record<string, string>> = {
  w: '[\\p{L}\\p{Nd}_]',
  W: '[^\\p{L}\\p{Nd}_]',
  s: '\\s',
  S: '\\S',
}

function assertion(char: string): Node {
  const holds = assertions[char]
  if (holds === undefined) throw new SyntaxError('no such assertion')
  return { type: 'assertion', holds }
}
