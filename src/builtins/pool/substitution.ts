/** What an expression of Perl's makes of a value. */
export type Substitution = (value: string) => string

/** It cannot be read as what it begins as. */
export class SubstitutionError extends Error {
  override readonly name = 'SubstitutionError'
}

/**
 * Reads `s/a/b/g; tr/a-z/A-Z/`: what GNU parallel's users write in `{= =}` and --rpl. Undefined for a text that is
 * something else. perlop(1), s/PATTERN/REPLACEMENT/ and tr/SEARCH/REPLACEMENT/.
 */
export function readSubstitutions(text: string): Substitution | undefined {
  const steps: Substitution[] = []
  for (let rest = text.trim(); rest !== '';) {
    const [whole, verb, mark] = /^(s|tr|y)([^\w\s;])/.exec(rest) ?? []
    if (whole === undefined || verb === undefined || mark === undefined) return undefined
    const first = takePart(rest, whole.length, mark)
    const second = first === undefined ? undefined : takePart(rest, first.end, mark)
    if (first === undefined || second === undefined) return undefined
    const [ending, flags = ''] = /^([a-z]*)\s*(?:;\s*|$)/.exec(rest.slice(second.end)) ?? []
    if (ending === undefined) return undefined
    steps.push(
      verb === 's' ? replace(first.text, second.text, flags) : transliterate(first.text, second.text, flags),
    )
    rest = rest.slice(second.end + ending.length)
  }
  return steps.length === 0 ? undefined : value => steps.reduce((result, step) => step(result), value)
}

/** The text up to the next mark that no backslash stands before. */
function takePart(text: string, from: number, mark: string): { text: string; end: number } | undefined {
  let part = ''
  for (let at = from; at < text.length; at++) {
    if (text[at] === mark) return { text: part, end: at + 1 }
    if (text[at] === '\\' && text[at + 1] === mark) part += mark === '/' ? '\\/' : `\\${text[++at] ?? ''}`
    else if (text[at] === '\\') part += `\\${text[++at] ?? ''}`
    else part += text[at]
    if (text[at] === '\\' && mark === '/' && text[at + 1] === mark) at++
  }
  return undefined
}

function replace(source: string, by: string, flags: string): Substitution {
  const unknown = /[^gims]/.exec(flags)?.[0]
  if (unknown !== undefined)
    throw new SubstitutionError(`s/${source}/${by}/${flags}: no flag ${unknown} here`)
  const text = replacementOf(by)
  let pattern: RegExp
  try {
    pattern = new RegExp(source, flags)
  } catch (error) {
    throw new SubstitutionError(
      `s/${source}/${by}/: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  return value => value.replace(pattern, text)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', e: '\u001b' }

/** `$1`, `${1}`, `$&`, `\1` and escapes, as String.replace reads them. */
function replacementOf(by: string): string {
  return by.replace(/\$(?:(\d)|\{(\d)\}|(&))|\\(.)|\$/gs, (whole, digit, braced, all, escaped) => {
    if (typeof all === 'string') return '$&'
    const number = (digit ?? braced) as string | undefined
    if (number !== undefined) return `$${number}`
    if (typeof escaped !== 'string') return '$$'
    if (/[1-9]/.test(escaped)) return `$${escaped}`
    if (/[ULEQul]/.test(escaped)) throw new SubstitutionError(`s/…/${by}/: no ${String(whole)} here`)
    return (escapes[escaped] ?? escaped).replace('$', '$$$$')
  })
}

function transliterate(from: string, to: string, flags: string): Substitution {
  if (flags !== '') throw new SubstitutionError(`tr/${from}/${to}/${flags}: no flags here`)
  const [search, given] = [characters(from), characters(to)]
  const by = given.length === 0 ? search : given
  const map = new Map<string, string>()
  for (const [i, one] of search.entries())
    if (!map.has(one)) map.set(one, by[Math.min(i, by.length - 1)] ?? '')
  return value => Array.from(value, one => map.get(one) ?? one).join('')
}

/** `a-z` as all that lie between. */
function characters(text: string): string[] {
  const plain = Array.from(text.replace(/\\(.)/gs, (_, one: string) => escapes[one] ?? one))
  const all: string[] = []
  for (let at = 0; at < plain.length; at++) {
    const [one = '', dash, last] = plain.slice(at, at + 3)
    if (dash !== '-' || last === undefined) all.push(one)
    else {
      for (let code = one.codePointAt(0) ?? 0; code <= (last.codePointAt(0) ?? 0); code++)
        all.push(String.fromCodePoint(code))
      at += 2
    }
  }
  return all
}
