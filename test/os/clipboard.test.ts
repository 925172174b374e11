import { expect, test } from 'vitest'
import { clipboardSequence } from '../../src/os/index.ts'

test.each([
  ['plain', 'hi', false, '\x1b]52;c;aGk=\x07'],
  ['bytes that are no text', 'a\udcff', false, '\x1b]52;c;Yf8=\x07'],
  ['within tmux also past it', 'hi', true, '\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\'],
])('%s', (_, text, tmux, expected) => expect(clipboardSequence(text, { tmux })).toBe(expected))
