import type { Literal, Word, WordPart } from '../syntax/index.ts'
import { parseSequence } from './brace-sequence.ts'
import { ShellError } from './host.ts'

/** A word for this step: runs of unquoted text, and everything else as it is. */
type Item = string | Exclude<WordPart, Literal>

/** More words than this are an error rather than all the memory there is. */
const maximumWords = 2_000_000

/** True if the word may hold braces that expand. */
export function mayHaveBraces(word: Word): boolean {
  let open = false
  for (const part of word.parts) {
    if (part.type !== 'Literal') continue
    open ||= part.value.includes('{')
    if (open && part.value.includes('}')) return true
  }
  return false
}

/**
 * Brace expansion (bash manual, “Brace Expansion”): the words one word stands for, the word itself where nothing in it
 * expands. Quoted braces are other parts of the word and so never seen.
 */
export function braceExpand(word: Word): Word[] {
  if (!mayHaveBraces(word)) return [word]
  const items: Item[] = []
  for (const part of word.parts) {
    if (part.type === 'Literal') items.push(...Array.from(part.value))
    else items.push(part)
  }
  const expanded = expand(items)
  const [only] = expanded
  // One result that is as long as the word is the word: no braces expanded. (`{a..a}` gives one that is shorter.)
  return expanded.length === 1 && only?.length === items.length
    ? [word]
    : expanded.map(row => toWord(row, word))
}

/** A large sequence alone, `{1..1000000}` or `a{1..9}b`: its texts without a word for each; undefined for all else. */
export function sequenceTexts(word: Word): { length: number; at: (index: number) => string } | undefined {
  const [part] = word.parts
  if (word.parts.length !== 1 || part?.type !== 'Literal') return undefined
  const match = /^([\w./:=-]*)\{([^{},]*)\}([\w./:-]*)$/.exec(part.value)
  const sequence = match ? parseSequence(match[2] ?? '') : undefined
  if (!match || !sequence || sequence.length < 2 || /[[\]\\]/.test(sequence.at(0))) return undefined
  if (/\.\.[A-Za-z]/.test(match[2] ?? '')) return undefined
  const [, prefix = '', , suffix = ''] = match
  return { length: sequence.length, at: index => prefix + sequence.at(index) + suffix }
}

function expand(items: readonly Item[]): Item[][] {
  for (let open = items.indexOf('{'); open >= 0; open = items.indexOf('{', open + 1)) {
    const group = readGroup(items, open)
    if (!group) continue
    const prefix = items.slice(0, open)
    const suffixes = expand(items.slice(group.end))
    if (group.alternatives.length * suffixes.length > maximumWords) throw tooMany()
    return group.alternatives.flatMap(middle => suffixes.map(suffix => [...prefix, ...middle, ...suffix]))
  }
  return [[...items]]
}

interface Group {
  readonly alternatives: readonly (readonly Item[])[]
  readonly end: number
}

/**
 * What the braces opened at `open` stand for; undefined if they are no brace expression. As in bash, a `}` before any
 * comma or `..` closes nothing: `{a}b,c}` is `a}b` and `c`.
 */
function readGroup(items: readonly Item[], open: number): Group | undefined {
  const commas: number[] = []
  let hasDots = false
  let depth = 0
  for (let at = open; at < items.length; at++) {
    if (items[at] === '{') depth++
    else if (items[at] === '}') {
      if (depth > 1) depth--
      else if (commas.length > 0 || hasDots) return makeGroup(items, open, commas, at)
    } else if (depth === 1) {
      if (items[at] === ',') commas.push(at)
      else hasDots ||= items[at] === '.' && items[at + 1] === '.' && items[at + 2] !== '}'
    }
  }
  return undefined
}

function makeGroup(
  items: readonly Item[],
  open: number,
  commas: readonly number[],
  close: number,
): Group | undefined {
  const end = close + 1
  if (commas.length === 0) {
    const inside = items.slice(open + 1, close)
    const isText = inside.every(item => typeof item === 'string')
    const sequence = isText ? parseSequence(inside.join('')) : undefined
    if (!sequence) return undefined
    if (sequence.length > maximumWords) throw tooMany()
    return { alternatives: Array.from({ length: sequence.length }, (_, i) => [sequence.at(i)]), end }
  }
  const bounds = [open, ...commas, close]
  const alternatives: Item[][] = []
  for (let i = 0; i + 1 < bounds.length; i++) {
    for (const row of expand(items.slice((bounds[i] ?? 0) + 1, bounds[i + 1]))) alternatives.push(row)
  }
  return { alternatives, end }
}

function tooMany(): ShellError {
  return new ShellError(`brace expansion: more than ${maximumWords} words`)
}

function noBackquote(items: readonly Item[]): ShellError {
  const rest = items.map(item => (typeof item === 'string' ? item : '')).join('')
  return new ShellError(`bad substitution: no closing "\`" in ${rest}`)
}

/** Back to a word; neighbouring texts are one literal again. */
function toWord(items: readonly Item[], { start, end }: Word): Word {
  const parts: WordPart[] = []
  let text = ''
  const flush = (): void => {
    text = joinName(parts, text)
    if (text !== '') parts.push({ type: 'Literal', start, end, value: text })
    text = ''
  }
  for (let at = 0; at < items.length; at++) {
    const item = items[at]
    // Of a sequence like `{Z..a}`: bash reads the words again, where these quote.
    if (item === '`' && at + 1 < items.length) throw noBackquote(items.slice(at))
    if (item === '\\' && typeof (items[at + 1] ?? '') === 'string') {
      flush()
      parts.push({ type: 'Escaped', start, end, value: (items[++at] as string | undefined) ?? '' })
    } else if (typeof item === 'string') text += item
    else if (item !== undefined) {
      flush()
      parts.push(item)
    }
  }
  flush()
  return { type: 'Word', start, end, parts }
}

/** Bash expands braces in the text, before parameters: of `$x{a,b}` come `$xa` and `$xb`. */
function joinName(parts: WordPart[], text: string): string {
  const before = parts.at(-1)
  const more = /^\w+/.exec(text)?.[0]
  if (more === undefined || before?.type !== 'ParameterExpansion' || before.braced) return text
  if (!/^[A-Za-z_]/.test(before.name)) return text
  parts[parts.length - 1] = { ...before, name: before.name + more }
  return text.slice(more.length)
}
