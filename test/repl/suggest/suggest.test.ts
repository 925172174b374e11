import { describe, expect, test } from 'vitest'
import type { HistoryCandidate } from '../../../src/store/index.ts'
import { MemoryHistory } from '../../../src/store/index.ts'
import { acceptedPart } from '../../../src/repl/suggest/accept.ts'
import { suggestFromHistory } from '../../../src/repl/suggest/from-history.ts'

type Line = Partial<HistoryCandidate> & { readonly text: string }

/** Newest first, as the store gives them. */
function suggest(lines: readonly Line[], last?: string, implausible = ''): string | undefined {
  const history = new MemoryHistory()
  history.candidates = () =>
    lines.map(line => ({ here: false, own: false, status: 0, after: undefined, ...line }))
  return suggestFromHistory(history, 'g', { last, isPlausible: text => text !== implausible })
}

describe('of the lines that begin so', () => {
  test.each<[name: string, lines: readonly Line[], suggestion: string | undefined]>([
    ['none', [], undefined],
    ['the newest', [{ text: 'ga' }, { text: 'gb' }], 'ga'],
    ['what ran here, before what is newer', [{ text: 'ga' }, { text: 'gb', here: true }], 'gb'],
    [
      'what followed the last line, before what ran here',
      [
        { text: 'ga', here: true },
        { text: 'gb', after: 'make' },
      ],
      'gb',
    ],
    ['what worked, before what failed', [{ text: 'ga', here: true, status: 1 }, { text: 'gb' }], 'gb'],
    ['this session before another', [{ text: 'ga' }, { text: 'gb', own: true }], 'gb'],
    ['never what was not found', [{ text: 'ga', status: 127 }], undefined],
    ['a line that still runs', [{ text: 'ga', status: undefined }], 'ga'],
    ['never what cannot work', [{ text: 'gone' }, { text: 'gb' }], 'gb'],
  ])('%s', (_, lines, suggestion) => expect(suggest(lines, 'make', 'gone')).toBe(suggestion))
})

test.each<[command: Parameters<typeof acceptedPart>[0], part: string | undefined]>([
  ['forward-char', 'it commit -m'],
  ['end-of-line', 'it commit -m'],
  ['forward-word', 'it'],
  ['shell-forward-word', 'it'],
  ['backward-char', undefined],
])('%s takes %j', (command, part) => expect(acceptedPart(command, 'it commit -m')).toBe(part))

test('a word of a path is a part of it, or up to the blank', () => {
  expect(acceptedPart('forward-word', ' /usr/lib x')).toBe(' /usr')
  expect(acceptedPart('shell-forward-word', ' /usr/lib x')).toBe(' /usr/lib')
})
