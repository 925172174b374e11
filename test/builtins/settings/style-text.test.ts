import { expect, test } from 'vitest'
import { styleSequence } from '../../../src/builtins/index.ts'

test.each([
  ['bold green', '\x1b[1;32m'],
  ['bright-red on-black', '\x1b[91;40m'],
  ['#ff8000', '\x1b[38;2;255;128;0m'],
  ['on-#000010 208', '\x1b[48;2;0;0;16;38;5;208m'],
  ['on-bright-white', '\x1b[107m'],
  ['plain', ''],
  ['', ''],
  ['256', undefined],
  ['bold loud', undefined],
  ['#ff80', undefined],
])('%s', (text, expected) => expect(styleSequence(text)).toBe(expected))
