import { describe, expect, test } from 'vitest'
import { patternFromText } from '../../../src/lang/expand/index.ts'

const extglob = { extglob: true }

test.each([
  ['*', '', true],
  ['a*c', 'abbc', true],
  ['a*c', 'abbd', false],
  ['?', '😀', true],
  ['??', '😀', false],
  ['?', '\udc80', true],
  ['[!a-z]', 'Q', true],
  ['[^a-z]', 'q', false],
  ['[]a]', ']', true],
  ['[!]a]', ']', false],
  ['[a-]', '-', true],
  ['[\\]]', ']', true],
  ['[a', '[a', true],
  ['[', '[', true],
  ['[z-a]', 'm', false],
  ['[[:alpha:]_]x', '_x', true],
  ['[[:digit:][:upper:]]', 'Q', true],
  ['[[:nope:]]', 'n', false],
  ['[[=a=]b]', 'a', true],
  ['[[.-.]z]', '-', true],
  ['[α-ω]', 'λ', true],
  ['\\*', '*', true],
  ['\\*', 'x', false],
  ['a\\', 'a\\', true],
  ['**a**', 'bab', true],
])('%s matches %j: %s', (pattern, text, expected) => {
  expect(patternFromText(pattern).matches(text)).toBe(expected)
})

test.each([
  ['@(a|b)c', 'bc', true],
  ['?(a)b', 'b', true],
  ['*(ab)', 'ababab', true],
  ['+(ab)', '', false],
  ['!(a|b)', 'c', true],
  ['!(a|b)', 'a', false],
  ['!(*.ts)', 'x.js', true],
  ['!(*.ts)', 'x.ts', false],
  ['a!(b)c', 'abc', false],
  ['a!(b)c', 'abbc', true],
  ['@(a|@(b|c))', 'c', true],
  ['+(a|*(b))c', 'abbac', true],
  ['@(|a)', '', true],
  ['@(a\\|b)', 'a|b', true],
  ['@([|)]|x)', ')', true],
  ['*(', '*(', true],
  ['!(!(a))', 'a', true],
])('extglob %s matches %j: %s', (pattern, text, expected) => {
  expect(patternFromText(pattern, extglob).matches(text)).toBe(expected)
})

test('without extglob the operators are text', () => {
  expect(patternFromText('@(a|b)').matches('@(a|b)')).toBe(true)
  expect(patternFromText('@(a|b)').matches('a')).toBe(false)
})

test.each([
  ['AbC', 'aBc', true],
  ['[a-c]x', 'BX', true],
  ['É*', 'éa', true],
])('ignoring case %s matches %j', (pattern, text, expected) => {
  expect(patternFromText(pattern, { ignoreCase: true }).matches(text)).toBe(expected)
})

describe('parts of a text', () => {
  test.each([
    ['*b', 'abab', 2, 4],
    ['a*', 'aab', 1, 3],
    ['b', 'abab', -1, -1],
    ['?', '😀b', 2, 2],
    ['*', 'ab', 0, 2],
    ['+(a|aa)', 'aaab', 1, 3],
  ])('prefix %s of %j', (pattern, text, shortest, longest) => {
    const compiled = patternFromText(pattern, extglob)
    expect([compiled.prefix(text, false), compiled.prefix(text, true)]).toEqual([shortest, longest])
  })

  test.each([
    ['b*', 'abab', 3, 1],
    ['*', 'ab', 2, 0],
    ['a', 'ab', -1, -1],
    ['?', 'a😀', 1, 1],
    ['+(b|ab)', 'xabab', 4, 1],
    ['!(a)', 'aa', 2, 0],
  ])('suffix %s of %j', (pattern, text, shortest, longest) => {
    const compiled = patternFromText(pattern, extglob)
    expect([compiled.suffix(text, false), compiled.suffix(text, true)]).toEqual([shortest, longest])
  })

  test('find is leftmost and longest', () => {
    const found = patternFromText('@(b|bc|bcd)', extglob).find('abcde', 0)
    expect(found).toEqual({ start: 1, end: 4 })
    expect(patternFromText('[0-9]').find('a😀1', 0)).toEqual({ start: 3, end: 4 })
    expect(patternFromText('[0-9]').find('1a2', 1)).toEqual({ start: 2, end: 3 })
  })
})

// Each of these takes a backtracking matcher longer than the age of the machine.
test.each([
  ['+(+(a))b', 'a'.repeat(200)],
  ['*a*a*a*a*a*a*a*a*b', 'a'.repeat(500)],
  ['*(*(a)*(a))x', 'a'.repeat(60)],
  ['!(!(!(a*)*)*)b', 'a'.repeat(40)],
])('%s is not exponential', (pattern, text) => {
  expect(patternFromText(pattern, extglob).matches(text)).toBe(false)
})
