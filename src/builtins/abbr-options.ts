/** What a call of `abbr` asks for. */
export interface AbbrCall {
  readonly action: 'add' | 'erase' | 'rename' | 'show' | 'list' | 'query'
  readonly words: readonly string[]
  readonly position: string | undefined
  readonly regex: string | undefined
  readonly function: string | undefined
  readonly cursorMarker: string | undefined
}

type Letter = 'a' | 'e' | 'R' | 's' | 'l' | 'q' | 'g' | 'h' | 'p' | 'r' | 'f' | 'c'

const longNames: Readonly<Record<string, Letter>> = {
  add: 'a',
  erase: 'e',
  rename: 'R',
  show: 's',
  list: 'l',
  query: 'q',
  global: 'g',
  help: 'h',
  position: 'p',
  regex: 'r',
  function: 'f',
  'set-cursor': 'c',
}

const actions = { a: 'add', e: 'erase', R: 'rename', s: 'show', l: 'list', q: 'query' } as const

interface Given {
  readonly letter: Letter
  readonly value: string | undefined
}

/**
 * Reads the arguments of `abbr` as fish does: options anywhere, but behind the second word what is no option of `abbr` is
 * part of the expansion (`abbr gs git status --short`). Gives a message for wrong ones, 'help' for `--help`.
 */
export function readAbbrCall(args: readonly string[]): AbbrCall | string {
  const words: string[] = []
  const given = new Map<Letter, string | undefined>()
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '--') {
      words.push(...args.slice(at + 1))
      break
    }
    const options = word.startsWith('-') && word.length > 1 ? readOption(word) : undefined
    if (options === undefined) {
      if (word.startsWith('-') && word.length > 1 && words.length < 2) return `${word}: unknown option`
      words.push(word)
      continue
    }
    for (const { letter, value } of options) {
      const needs = value === undefined && (letter === 'p' || letter === 'r' || letter === 'f')
      if (needs && at + 1 >= args.length) return `${word}: option requires an argument`
      given.set(letter, needs ? args[++at] : value)
    }
  }
  return given.has('h') ? 'help' : callFrom(words, given)
}

/** The options in a word: `--regex=x`, `-r`, `-as`; undefined where one of them is none. */
function readOption(word: string): readonly Given[] | undefined {
  if (word.startsWith('--')) {
    const [name = '', value] = word.slice(2).split(/=(.*)/s)
    const letter = Object.hasOwn(longNames, name) ? longNames[name] : undefined
    return letter && [{ letter, value }]
  }
  const found: Given[] = []
  for (let at = 1; at < word.length; at++) {
    const letter = 'aeslqghrf'.includes(word.charAt(at)) ? (word.charAt(at) as Letter) : undefined
    if (letter === undefined) return undefined
    const rest = word.slice(at + 1)
    if ((letter === 'r' || letter === 'f') && rest !== '') return [...found, { letter, value: rest }]
    found.push({ letter, value: undefined })
  }
  return found
}

function callFrom(
  words: readonly string[],
  given: ReadonlyMap<Letter, string | undefined>,
): AbbrCall | string {
  const asked = (Object.keys(actions) as (keyof typeof actions)[]).filter(letter => given.has(letter))
  if (asked.length > 1) return `cannot combine options ${asked.map(letter => actions[letter]).join(', ')}`
  const [letter] = asked
  const action = letter === undefined ? (words.length > 0 ? 'add' : 'show') : actions[letter]
  const forAdding = (['p', 'r', 'f', 'c'] as const).find(each => given.has(each))
  if (action !== 'add' && forAdding !== undefined) return `--${nameOf(forAdding)} requires --add`
  return {
    action,
    words,
    position: given.get('p'),
    regex: given.get('r'),
    function: given.get('f'),
    cursorMarker: given.has('c') ? (given.get('c') ?? '%') : undefined,
  }
}

function nameOf(letter: Letter): string {
  return Object.entries(longNames).find(([, each]) => each === letter)?.[0] ?? letter
}
