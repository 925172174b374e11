import { expect, test } from 'vitest'
import { progressLine } from '../../../src/builtins/pool/progress.ts'

test.each([
  [{ done: 10, failed: 0, total: 40 }, '[#####               ] 10/40  5.0/s  6s left  x.png'],
  [{ done: 10, failed: 2, total: undefined }, '10 done  2 failed  5.0/s  x.png'],
])('a line of %o', (counts, line) => {
  expect(progressLine(counts, 2000, 'x.png')).toBe(line)
})
