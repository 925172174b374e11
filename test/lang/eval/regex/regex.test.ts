import { describe, expect, test } from 'vitest'
import { regexOf } from '../../../../src/lang/eval/regex/regex.ts'

/** As bash's `[[ text =~ regex ]]` answers: BASH_REMATCH, `no` for no match, `bad` for no regular expression. */
function matched(source: string, text: string, ignoreCase = false): readonly string[] | string {
  const regex = regexOf(source, ignoreCase)
  if (regex === undefined) return 'bad'
  return regex.match(text)?.map(group => group ?? '') ?? 'no'
}

describe('the longest of the leftmost', () => {
  test.each([
    ['foo|foobar', 'xfoobar', ['foobar']],
    ['a?(ab)?', 'ab', ['ab', 'ab']],
    ['(a|ab)(c|bab)?', 'xabab', ['abab', 'a', 'bab']],
    ['(a|ab)(c|bcd)(d*)', 'abcd', ['abcd', 'a', 'bcd', '']],
    ['x*', 'aaxx', ['']],
    ['(a*)(a*)', 'aaa', ['aaa', 'aaa', '']],
    ['(a*)*', 'aba', ['a', 'a']],
    ['(ab|a)(b|ab)*', 'abab', ['abab', 'ab', 'ab']],
    ['((a)|b)*', 'ab', ['ab', 'b', 'a']],
    ['(a|b){2,3}c', 'abababc', ['babc', 'b']],
    ['^(a|aa)+$', 'a'.repeat(200) + 'b', 'no'],
    ['(a+)+$', 'a'.repeat(40), ['a'.repeat(40), 'a'.repeat(40)]],
  ])('%s on %s', (source, text, answer) => expect(matched(source, text)).toEqual(answer))
})

describe('what the parts mean', () => {
  test.each([
    ['[[:digit:]]+', 'ab12c', ['12']],
    ['[]a]+', 'x]a]', [']a]']],
    ['[^]a]', ']ab', ['b']],
    ['[a-c-]+', 'b-c', ['b-c']],
    ['[[.-.]x]+', '-x', ['-x']],
    ['a{,2}b', 'aaab', ['aab']],
    ['a**', 'aa', ['aa']],
    ['a+?b', 'aab', ['aab']],
    ['a)', 'a)', ['a)']],
    ['()', 'a', ['', '']],
    ['a||b', 'b', ['b']],
    [String.raw`\<b\w*\>`, 'ab bc', ['bc']],
    [String.raw`\.\*`, 'a.*', ['.*']],
    ['é.', 'xé😀', ['é😀']],
    ['.', '\udc80', ['\udc80']],
  ])('%s on %s', (source, text, answer) => expect(matched(source, text)).toEqual(answer))

  test('letters of either case', () => expect(matched('[a-c]É', 'Bé', true)).toEqual(['Bé']))
})

describe('back-references', () => {
  test.each([
    [String.raw`(a)\1`, 'baa', ['aa', 'a']],
    [String.raw`(a+)b\1`, 'aabaa', ['aabaa', 'aa']],
    [String.raw`(a|ab)\1*`, 'ababab', ['ababab', 'ab']],
    [String.raw`(.)(.)\2\1`, 'xabbay', ['abba', 'a', 'b']],
    // A reference to a group of another alternative is none, as in glibc.
    [String.raw`(a)|b\1`, 'a', 'bad'],
    [String.raw`\1(a)`, 'a', 'bad'],
  ])('%s on %s', (source, text, answer) => expect(matched(source, text)).toEqual(answer))

  test('a search that would cost too much ends', () => {
    expect(matched(String.raw`(a*)*(a*)*\1c`, 'a'.repeat(60))).toBe('no')
  })
})

test.each([
  '(',
  '[',
  '*a',
  '(*a)',
  'a|*b',
  '^*',
  'a{2',
  'a{x}',
  '{1}',
  'a{2,1}',
  '\\',
  '[[:nope:]]',
  'a{40000}',
])('no regular expression: %s', source => expect(matched(source, 'a')).toBe('bad'))
