/** Classes of POSIX bracket expressions as JavaScript's sets understand them. */
const classes: Record<string, string> = {
  alpha: '\\p{L}',
  digit: '0-9',
  alnum: '\\p{L}\\p{Nd}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~\\p{P}\\p{S}',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  print: '\\x20-\\x7e\\u{a0}-\\u{10ffff}',
  graph: '\\x21-\\x7e\\u{a1}-\\u{10ffff}',
  word: '\\p{L}\\p{Nd}_',
}

const limit = 256

/** A POSIX extended regular expression as a RegExp; undefined where it is not one. */
export function regexOf(source: string, ignoreCase: boolean): RegExp | undefined {
  const key = ignoreCase ? `i${source}` : `s${source}`
  const known = cache.get(key)
  if (known !== undefined) return known ?? undefined
  const made = make(source, ignoreCase)
  if (cache.size >= limit) cache.clear()
  cache.set(key, made)
  return made
}

/** A cache by text, as a WeakMap would be by tree: it changes no answer. */
const cache = new Map<string, RegExp | undefined>()

function make(source: string, ignoreCase: boolean): RegExp | undefined {
  try {
    return new RegExp(translate(source), ignoreCase ? 'isu' : 'su')
  } catch {
    return undefined
  }
}

/** ERE → JavaScript, with the u flag: brackets, classes, and characters that only one of them takes literally. */
export function translate(source: string): string {
  const out = new Pieces()
  let at = 0
  while (at < source.length) {
    const char = source[at] ?? ''
    if (char === '[') {
      const end = bracketEnd(source, at)
      if (end === -1) throw new SyntaxError('unmatched [')
      out.atom(bracket(source.slice(at + 1, end)))
      at = end + 1
    } else if (char === '\\') {
      out.atom(escaped(source[at + 1]))
      at += 2
    } else at += plain(source, at, out)
  }
  return out.text
}

/** One character that is no escape and opens no bracket, or an interval; gives how much was taken. */
function plain(source: string, at: number, out: Pieces): number {
  const char = source[at] ?? ''
  switch (char) {
    case '*':
    case '+':
    case '?':
      if (at > 0 && source[at - 1] === '(' && char === '?') throw new SyntaxError('nothing to repeat')
      out.repeat(char)
      return 1
    case '{': {
      const interval = intervalAt(source, at)
      out.repeat(interval.text)
      return interval.length
    }
    case '(':
    case ')':
      out.bracket(char)
      return 1
    case '|':
    case '^':
      out.edge(char)
      return 1
    default: {
      const whole = String.fromCodePoint(source.codePointAt(at) ?? 0)
      out.atom(/[\]}/]/.test(whole) ? `\\${whole}` : whole)
      return whole.length
    }
  }
}

/** `{2}`, `{2,}`, `{,3}`, `{2,3}`; nothing else may follow an unquoted brace (glibc). */
function intervalAt(source: string, at: number): { readonly text: string; readonly length: number } {
  const [text = '', from = '', , to = ''] = /^\{(\d*)(,(\d*))?\}/.exec(source.slice(at)) ?? []
  const most = 32767
  if (text === '' || text === '{}' || Number(from) > most || Number(to) > most)
    throw new SyntaxError('invalid interval')
  return { text: from === '' ? `{0${text.slice(1)}` : text, length: text.length }
}

/** The JavaScript expression as it grows, with the place where its last atom begins: a second `*` repeats all of it. */
class Pieces {
  text = ''
  #atom: number | undefined
  #repeated = false
  readonly #open: number[] = []

  atom(text: string): void {
    this.#begin(this.text.length)
    this.text += text
  }

  repeat(text: string): void {
    if (this.#atom === undefined) throw new SyntaxError('nothing to repeat')
    if (this.#repeated) this.text = `${this.text.slice(0, this.#atom)}(?:${this.text.slice(this.#atom)})`
    this.text += text
    this.#repeated = true
  }

  bracket(char: '(' | ')'): void {
    if (char === '(') {
      this.#open.push(this.text.length)
      return this.edge(char)
    }
    const start = this.#open.pop()
    // glibc takes a bracket that nothing opened for itself.
    if (start === undefined) return this.atom('\\)')
    this.text += ')'
    this.#begin(start)
  }

  edge(char: string): void {
    this.text += char
    this.#atom = undefined
  }

  #begin(at: number): void {
    this.#atom = at
    this.#repeated = false
  }
}

function escaped(next: string | undefined): string {
  if (next === undefined) throw new SyntaxError('trailing backslash')
  if (/[wWsSbB]/.test(next)) return `\\${next}`
  if (next === '<') return '\\b(?=\\w)'
  if (next === '>') return '\\b(?<=\\w)'
  if (/[1-9]/.test(next)) return `\\${next}`
  return /[\^$.*+?()[\]{}|\\/]/.test(next) ? `\\${next}` : next === '-' ? '-' : next
}

/** Where a bracket expression that begins at `start` ends; -1 where it does not. */
function bracketEnd(source: string, start: number): number {
  let at = start + 1
  if (source[at] === '^') at++
  if (source[at] === ']') at++
  for (; at < source.length; at++) {
    const char = source[at]
    if (char === ']') return at
    if (char === '[' && /[:.=]/.test(source[at + 1] ?? '')) {
      const close = source.indexOf(`${source[at + 1]}]`, at + 2)
      if (close !== -1) at = close + 1
    }
  }
  return -1
}

function bracket(body: string): string {
  const negated = body.startsWith('^')
  let out = ''
  let at = negated ? 1 : 0
  while (at < body.length) {
    const named = /^\[([:.=])(.*?)\1\]/s.exec(body.slice(at))
    if (named !== null) {
      out += named[1] === ':' ? classOf(named[2] ?? '') : literal(named[2] ?? '')
      at += named[0].length
      continue
    }
    const char = String.fromCodePoint(body.codePointAt(at) ?? 0)
    const isRange = char === '-' && out !== '' && at + 1 < body.length
    out += isRange ? '-' : literal(char)
    at += char.length
  }
  return `[${negated ? '^' : ''}${out}]`
}

function classOf(name: string): string {
  const found = classes[name]
  if (found === undefined) throw new SyntaxError('unknown class')
  return found
}

function literal(char: string): string {
  return /[\\\]^[\-/]/.test(char) ? `\\${char}` : char
}
