import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { parseNext, type ParseOptions } from '../../../src/lang/syntax/index.ts'
import { showList } from './show.ts'

function steps(text: string, options: (step: number) => ParseOptions = () => ({})): string[] {
  const source = makeSource('test', text)
  const found: string[] = []
  for (let at = 0; at < text.length;) {
    const { list, next, diagnostics } = parseNext(source, at, options(found.length))
    expect(next).toBeGreaterThan(at)
    found.push(list === undefined ? diagnostics.map(each => `!${each.message}`).join() : showList(list))
    at = next
  }
  return found
}

test.each([
  ['a\nb\n', ['(a)', '(b)']],
  ['\n# c\n\na; b\n\n', ['(a); (b)', '']],
  ['if a\nthen b\nfi\nc', ['(if (a) then (b))', '(c)']],
  ['a <<E\nx\nE\nb\n', ['(a <<E:‹x\\n›)', '(b)']],
  ['a\n)\nb', ['(a)', '!unexpected `)`', '(b)']],
  ['a\nif', ['(a)', '!unexpected end of input, expected a command']],
])('%j comes a complete command at a time', (text, expected) => expect(steps(text)).toEqual(expected))

test('aliases and extended globs may change between the commands', () => {
  expect(steps('x 1\nx 2\n', step => ({ aliases: () => (step === 0 ? undefined : 'y') }))).toEqual([
    '(x 1)',
    '(y 2)',
  ])
  expect(steps('x\necho @(a)', step => ({ extglob: step > 0 }))).toEqual(['(x)', '(echo ‹@(a)›)'])
})
