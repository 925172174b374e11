import { expect, test } from 'vitest'
import { beginningThatFits, endThatFits } from '../../../src/repl/layout/status-row.ts'

test.each<[text: string, width: number, beginning: string, end: string]>([
  ['short', 5, 'short', 'short'],
  ['shorter', 5, 'shor…', '…rter'],
  ['a blank', 3, 'a…', '…nk'],
  ['漢字漢字', 6, '漢字…', '…漢字'],
  ['👩‍👩‍👧x', 2, '…', '…x'],
  ['none', 0, '', ''],
])('%s in %i columns: %s or %s', (text, width, beginning, end) =>
  expect([beginningThatFits(text, width), endThatFits(text, width)]).toEqual([beginning, end]),
)
