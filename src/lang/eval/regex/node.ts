/** A POSIX extended regular expression as a tree. */
export type Node =
  | { readonly type: 'empty' }
  | { readonly type: 'set'; readonly has: CharacterSet }
  | { readonly type: 'assertion'; readonly holds: Assertion }
  | { readonly type: 'sequence'; readonly items: readonly Node[] }
  | { readonly type: 'choice'; readonly options: readonly Node[] }
  | { readonly type: 'repeat'; readonly item: Node; readonly least: number; readonly most: number }
  | { readonly type: 'group'; readonly index: number; readonly item: Node }
  | { readonly type: 'reference'; readonly index: number }

/** Whether a character, by its code point, is one of those that match. */
export type CharacterSet = (code: number) => boolean

/** Whether a place in the text, between its code points, is one that matches. */
export type Assertion = (text: ArrayLike<number>, at: number) => boolean

/** The set that a JavaScript regular expression for one character stands for; ASCII is asked once. */
export function setOf(source: string, ignoreCase: boolean): CharacterSet {
  const pattern = new RegExp(`^(?:${source})$`, ignoreCase ? 'isu' : 'su')
  const known = new Uint8Array(128)
  return code => {
    if (code >= 128) return pattern.test(String.fromCodePoint(code))
    const answer = known[code] ?? 0
    if (answer !== 0) return answer === 1
    const found = pattern.test(String.fromCharCode(code))
    known[code] = found ? 1 : 2
    return found
  }
}

/** Exactly this character. */
export function only(code: number, ignoreCase: boolean): CharacterSet {
  if (ignoreCase) return setOf(`\\u{${code.toString(16)}}`, true)
  return other => other === code
}

const isWord = setOf('[\\p{L}\\p{Nd}_]', false)

function wordAt(text: ArrayLike<number>, at: number): boolean {
  const code = text[at]
  return code !== undefined && isWord(code)
}

export const assertions: Readonly<Record<string, Assertion>> = {
  '^': (_, at) => at === 0,
  $: (text, at) => at === text.length,
  b: (text, at) => wordAt(text, at - 1) !== wordAt(text, at),
  B: (text, at) => wordAt(text, at - 1) === wordAt(text, at),
  '<': (text, at) => !wordAt(text, at - 1) && wordAt(text, at),
  '>': (text, at) => wordAt(text, at - 1) && !wordAt(text, at),
}
