import { expect, test } from 'vitest'
import {
  backgroundOf,
  backgroundOfVariable,
  BackgroundQuestion,
} from '../../../src/repl/screen/background.ts'

test.each([
  ['\x1b]11;rgb:ffff/ffff/dddd\x1b\\', 'light'],
  ['\x1b]11;rgb:1c/1c/1c\x07', 'dark'],
  ['\x1b]11;rgba:0000/2b2b/3636/ffff\x07', 'dark'],
  ['\x1b]11;rgb:fdf6/e3e3/0000\x07', 'light'],
  ['\x1b]10;rgb:ffff/ffff/ffff\x07', undefined],
  ['\x1b[?62;22c', undefined],
])('%j', (report, expected) => expect(backgroundOf(report)).toBe(expected))

test.each([
  ['0;15', 'light'],
  ['15;0', 'dark'],
  ['0;default;7', 'light'],
  ['7;8', 'dark'],
  ['', undefined],
  [undefined, undefined],
])('COLORFGBG=%s', (value, expected) => expect(backgroundOfVariable(value)).toBe(expected))

function question() {
  const told: unknown[] = []
  const asked = new BackgroundQuestion({
    ask: query => told.push(query),
    settled: background => told.push(background),
  })
  return { asked, told }
}
const query = '\x1b]11;?\x1b\\\x1b[c'

test('the last answer settles it, whether the background was told or not', () => {
  const { asked, told } = question()
  asked.ask()
  asked.answered('\x1b]11;rgb:ff/ff/ff\x07')
  expect(told).toEqual([query])
  asked.answered('\x1b[?6c')
  expect(told).toEqual([query, 'light'])
  const other = question()
  other.asked.ask()
  other.asked.answered('\x1b[?6c')
  expect(other.told).toEqual([query, undefined])
})

test('asked once; answers nobody asked for are nothing', () => {
  const { asked, told } = question()
  asked.answered('\x1b[?6c')
  asked.ask()
  asked.answered('\x1b[?6c')
  asked.ask()
  expect(told).toEqual([query, undefined])
})
