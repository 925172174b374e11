import { expect, test } from 'vitest'
import { rowsAdded, type Shown } from '../../../src/repl/layout/reflow.ts'

const wide = '世'.repeat(5)

test.each<[name: string, rows: string[], cursor: [x: number, y: number], shown: Shown, added: number]>([
  ['what fits stays', ['abcd', 'ef'], [2, 1], { columns: 4 }, 0],
  ['a row above is wrapped', ['abcdefghi', 'ef'], [2, 1], { columns: 4 }, 2],
  ['styles take no room', ['\x1b[31mabcd\x1b[0m', 'ef'], [2, 1], { columns: 4 }, 0],
  ['a wide character is not cut in two', [wide, ''], [0, 1], { columns: 3 }, 4],
  [
    'what was cut when it was drawn is not wrapped',
    ['abcdefghi', ''],
    [0, 1],
    { columns: 4, drawnColumns: 4 },
    0,
  ],
  ['but the part that was drawn is', ['abcdefghi', ''], [0, 1], { columns: 3, drawnColumns: 4 }, 1],
  ['the row of the cursor may stay', ['abcdefghi'], [9, 0], { columns: 4, cursorColumn: 3 }, 0],
  ['the cursor may go back over blanks', ['~ > '], [4, 0], { columns: 60, cursorColumn: 3 }, 0],
  ['wrapped by a width in between', ['~ > abcdef'], [10, 0], { columns: 60, cursorColumn: 4 }, 1],
  ['or be wrapped', ['abcdefghi'], [9, 0], { columns: 4, cursorColumn: 1 }, 2],
])('%s', (_, rows, [x, y], shown, added) => {
  expect(rowsAdded({ rows, cursor: { x, y } }, shown)).toBe(added)
})
