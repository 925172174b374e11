import { describe, expect, test } from 'vitest'
import { matchingBrackets } from '../../../src/repl/highlight/matching.ts'
import { Highlighter } from '../../../src/repl/highlight/highlighter.ts'
import { paint } from '../../../src/repl/highlight/paint.ts'
import { stateOf } from '../editor/buffers.ts'
import { knowledgeOf } from './driver.ts'

test.each<[marked: string, pair: readonly [number, number] | undefined]>([
  ['f|(a)', [1, 3]],
  ['f(a)|', [1, 3]],
  ['f(|a)', [1, 3]],
  ['f(a|b)', undefined],
  ['f|([{}])', [1, 6]],
  ['f|(', undefined],
  ["= f|(')', a)", [3, 10]],
  ["= f('|)')", undefined],
])('the bracket at the cursor and its partner: %s', (marked, pair) => {
  const { text, cursor } = stateOf(marked).buffer
  expect(matchingBrackets(text, cursor, paint(text, knowledgeOf()).canvas)).toEqual(pair)
})

describe('styles', () => {
  const look = (text: string, cursor = text.length): string[] =>
    new Highlighter(knowledgeOf())
      .highlight(text, cursor)
      .styles.map(({ start, end, style }) => `${text.slice(start, end)}=${style.replaceAll('\x1b', '')}`)
  test('are those of the theme, a path underlined', () => {
    expect(look('ls /tmp x')).toEqual(['ls=[32m', '/tmp=[4m'])
  })
  test('never cut through a grapheme', () => {
    expect(look('echo "a"\u0301b')).toEqual(['echo=[32m', '"a"\u0301=[33m'])
  })
  test('a selection lies on top', () => {
    const { styles } = new Highlighter(knowledgeOf()).highlight('ls a', 0, { start: 0, end: 4 })
    expect(styles).toEqual([{ start: 0, end: 4, style: '\x1b[7m' }])
  })
})
