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

/** Where a bracket expression that begins at `start` ends; -1 where it does not. */
export function bracketEnd(source: string, start: number): number {
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

/** What stands between the brackets as a set of JavaScript's; throws SyntaxError where it is none. */
export function bracketSet(body: string): string {
  const negated = body.startsWith('^')
  let out = ''
  let at = negated ? 1 : 0
  while (at < body.length) {
    const named = /^\[([:.=])(.*?)\1\]/s.exec(body.slice(at))
    if (named !== null) {
      out += named[1] === ':' ? classOf(named[2] ?? '') : collating(named[2] ?? '')
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

/** A name (`[.space.]`) is none in the locales that there are. */
function collating(name: string): string {
  if (Array.from(name).length !== 1) throw new SyntaxError('unknown collating symbol')
  return literal(name)
}

function literal(char: string): string {
  return /[\\\]^[\-/]/.test(char) ? `\\${char}` : char
}
