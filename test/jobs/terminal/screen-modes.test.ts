import { expect, test } from 'vitest'
import { ScreenModes } from '../../../src/jobs/terminal/screen-modes.ts'

function after(...pieces: string[]): ScreenModes {
  const modes = new ScreenModes()
  for (const piece of pieces) modes.take(Buffer.from(piece))
  return modes
}

test.each([
  ['nothing', ['plain \x1b[31mred'], '', '\x1b[m'],
  ['the other screen', ['\x1b[?1049h'], '\x1b[?1049h', '\x1b[m\x1b[?1049l'],
  ['there and back', ['\x1b[?1049hx\x1b[?1049l'], '', '\x1b[m'],
  [
    'several in one, the last is left first',
    ['\x1b[?1049;1h'],
    '\x1b[?1049h\x1b[?1h',
    '\x1b[m\x1b[?1l\x1b[?1049l',
  ],
  ['a hidden cursor', ['\x1b[?25l'], '\x1b[?25l', '\x1b[m\x1b[?25h'],
  ['the keypad', ['\x1b='], '\x1b=', '\x1b[m\x1b>'],
  ['torn anywhere', ['x\x1b', '[', '?2', '004', 'hy'], '\x1b[?2004h', '\x1b[m\x1b[?2004l'],
])('%s', (_name, pieces, enter, leave) => {
  const modes = after(...pieces)
  expect([modes.enter, modes.leave]).toEqual([enter, leave])
})

test.each([
  ['\x1b[?47h', true],
  ['\x1b[?1049h', true],
  ['\x1b[?2004h', false],
])('%j is a screen: %s', (text, isScreen) => {
  expect(after(text).isScreen).toBe(isScreen)
})

test('a text that only begins like one is not kept for ever', () => {
  const modes = after(`\x1b[?${'1'.repeat(1000)}`, 'h', '\x1b[?25l')
  expect(modes.enter).toBe('\x1b[?25l')
})
