import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { isNarrowText } from '../../../src/repl/editor/narrow.ts'

const characters = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter(isNarrowText)

test('what counts as narrow takes one column, alone and beside others', () => {
  const graphemes = new Intl.Segmenter()
  expect(characters.filter(character => stringWidth(character) !== 1)).toEqual([])
  expect(Array.from(graphemes.segment(characters.join(''))).length).toBe(characters.length)
})

test.each(['a', 'é', 'ß', 'λ', 'ж', '❯', '»', '…', '✘', '↑', '│', '\ue0b0'])('%s is narrow', character =>
  expect(isNarrowText(character)).toBe(true),
)

test.each(['世', '👩', '\u0301', '\u200d', '\t', '\n', '\xad', '✅', '⏩', 'א', '\ufe0f', '\udc80'])(
  '%j is not known to be',
  character => expect(isNarrowText(character)).toBe(false),
)
