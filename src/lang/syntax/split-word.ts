import type { Literal, Word, WordPart } from './nodes.ts'

/** The plain text a word begins with. */
export function textOf(word: Word): string {
  const [first] = word.parts
  return first?.type === 'Literal' ? first.value : ''
}

/** The place after the `]` that closes the `[` the parts begin with. */
export function findEnd(parts: readonly WordPart[]): { part: number; at: number } | undefined {
  let level = 0
  for (const [part, { type, ...rest }] of parts.entries()) {
    if (type !== 'Literal' || !('value' in rest)) continue
    for (let at = 0; at < rest.value.length; at++) {
      if (rest.value.charAt(at) === '[') level++
      if (rest.value.charAt(at) === ']' && --level === 0) return { part, at: at + 1 }
    }
  }
  return undefined
}

/** The word without its first and its last character, which are brackets. */
export function inside(word: Word): Word {
  const opened = cutParts(word, 0, 1).after
  const last = opened.parts.length - 1
  const text = opened.parts[last]
  return cutParts(opened, last, text?.type === 'Literal' ? text.value.length - 1 : 0).before
}

/** Two words from one, cut in the literal `index` after `at` characters. */
export function cutParts(word: Word, index: number, at: number): { before: Word; after: Word } {
  const part = word.parts[index]
  const value = part?.type === 'Literal' ? part.value : ''
  const middle = part === undefined ? word.end : part.end - (value.length - at)
  const head: Literal[] =
    at > 0 && part !== undefined
      ? [{ type: 'Literal', start: part.start, end: middle, value: value.slice(0, at) }]
      : []
  const tail: Literal[] =
    at < value.length && part !== undefined
      ? [{ type: 'Literal', start: middle, end: part.end, value: value.slice(at) }]
      : []
  const before = [...word.parts.slice(0, index), ...head]
  const after = [...tail, ...word.parts.slice(index + 1)]
  return {
    before: { type: 'Word', start: word.start, end: middle, parts: before },
    after: { type: 'Word', start: middle, end: word.end, parts: after },
  }
}

/** The parts with neighbouring literals made one. */
export function mergeLiterals(parts: readonly WordPart[]): WordPart[] {
  const merged: WordPart[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (part.type === 'Literal' && last?.type === 'Literal')
      merged[merged.length - 1] = { ...last, end: part.end, value: last.value + part.value }
    else merged.push(part)
  }
  return merged
}
