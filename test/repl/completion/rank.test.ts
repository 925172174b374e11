import { expect, test } from 'vitest'
import { commonPrefix } from '../../../src/repl/completion/common-prefix.ts'
import { rankBy } from '../../../src/repl/completion/rank.ts'

const ranked = (texts: readonly string[], query: string): readonly string[] =>
  rankBy(texts, query, text => text)

test.each([
  ['everything in its order', ['b', 'a'], '', ['b', 'a']],
  ['the same case first', ['Src', 'src'], 'sr', ['src', 'Src']],
  ['what begins so, and nothing else', ['rebase', 'base', 'based'], 'bas', ['base', 'based']],
  ['else what holds it, at the start of a word first', ['abase', 're-base'], 'base', ['re-base', 'abase']],
  ['else its characters in order', ['git-checkout', 'grep', 'xgc'], 'gco', ['git-checkout']],
  ['one character is only a beginning', ['ab', 'ba'], 'b', ['ba']],
  ['nothing', ['one'], 'z', []],
])('%s', (_, texts, query, expected) => expect(ranked(texts, query)).toEqual(expected))

test.each([
  [[], ''],
  [['one'], 'one'],
  [['checkout', 'cherry'], 'che'],
  [['😀', '😁'], ''],
])('what %j begin with', (texts, expected) => expect(commonPrefix(texts)).toBe(expected))
