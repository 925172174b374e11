import { expect, test } from 'vitest'
import type { ProgressView } from '../../../src/lang/eval/index.ts'
import { progressLines } from '../../../src/repl/progress/progress-lines.ts'

const view: ProgressView = { done: 6, failed: 0, total: 12, ms: 2000, workers: [], failures: [] }
const worker = (number: number, what = 'x'): ProgressView['workers'][number] => ({ number, what, ms: 1200 })
const size = { columns: 60, rows: 24 }
const [full, empty] = ['█'.repeat(12), '░'.repeat(12)]

test.each<[string, Partial<ProgressView>, { columns: number; rows: number }, string[]]>([
  ['rate and time left', {}, size, [`${full}${empty} 6/12  3.0/s  2s left`]],
  ['failures are counted', { failed: 2 }, size, [`${full}${empty} 6/12  2 failed  3.0/s  2s left`]],
  ['an unknown total has no bar', { total: undefined }, size, ['6 done  3.0/s  2s']],
  ['nothing done, nothing known of the rest', { done: 0 }, size, [`${empty}${empty} 0/12  0.0/s  2s`]],
  ['no items at all', { done: 0, total: 0 }, size, [`${empty}${empty} 0/0  0.0/s  2s`]],
  [
    'workers and failures',
    { workers: [worker(1, 'a b'), worker(10)], failures: ['f: status 3'] },
    size,
    [`${full}${empty} 6/12  3.0/s  2s left`, '   1   1.2s  a b', '  10   1.2s  x', '  ✗ f: status 3'],
  ],
  [
    'more workers than there is room for',
    { total: undefined, workers: [1, 2, 3, 4].map(number => worker(number)) },
    { columns: 60, rows: 6 },
    ['6 done  3.0/s  2s', '  1   1.2s  x', '  2   1.2s  x', '  … 2 more'],
  ],
  [
    'a terminal of few rows',
    { total: undefined, workers: [worker(1)], failures: ['f'] },
    { columns: 60, rows: 3 },
    ['6 done  3.0/s  2s'],
  ],
  [
    'what is too long is cut by its width on the screen',
    { total: undefined, workers: [worker(1, '漢字漢字漢字')] },
    { columns: 20, rows: 24 },
    ['6 done  3.0/s  2s', '  1   1.2s  漢字漢…'],
  ],
  [
    'bytes that would move the cursor, or are no text',
    { total: undefined, workers: [worker(1, 'a\x1b[2J\n\udc80')] },
    size,
    ['6 done  3.0/s  2s', '  1   1.2s  a?[2J??'],
  ],
])('%s', (_, change, room, lines) => {
  expect(progressLines({ ...view, ...change }, room).map(({ text }) => text)).toEqual(lines)
})
