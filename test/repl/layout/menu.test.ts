import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { moved } from '../../../src/repl/completion/menu.ts'
import { layoutMenu, menuShape } from '../../../src/repl/layout/menu.ts'

const plain = (names: string): { display: string; description: string }[] =>
  names.split(' ').map(display => ({ display, description: '' }))
const shown = (rows: readonly string[]): string[] => rows.map(row => row.trimEnd())

test('names in columns, one column after the other', () => {
  expect(shown(layoutMenu(plain('one two three four five'), undefined, 14, 5, false))).toEqual([
    'one    four',
    'two    five',
    'three',
  ])
})

test('with descriptions one below the other, while they fit', () => {
  const entries = [
    { display: 'add', description: 'Add files' },
    { display: 'commit', description: 'Record changes to the repository' },
  ]
  expect(shown(layoutMenu(entries, undefined, 30, 5, false))).toEqual([
    'add     Add files',
    'commit  Record changes to th…',
  ])
})

test('the selected one is in sight, and how many there are', () => {
  const entries = plain('a b c d e f g h')
  expect(shown(layoutMenu(entries, 6, 2, 4, false))).toEqual(['e', 'f', 'g<', 'rows 5 to 7 of 8'])
  expect(layoutMenu(entries, 6, 2, 4, true)[2]).toBe('\x1b[7mg\x1b[0m ')
})

test.each([
  [20, 5],
  [1, 1],
  [500, 12],
])('no row is wider than %i columns', columns => {
  const entries = Array.from({ length: 40 }, (_, i) => ({
    display: `日本語-${'x'.repeat(i)}`,
    description: `é ${'y'.repeat(i * 3)}`,
  }))
  for (const row of layoutMenu(entries, 3, columns, 8, false).slice(0, -1))
    expect(stringWidth(row)).toBeLessThanOrEqual(columns)
})

test.each([
  [undefined, 'next', 0],
  [undefined, 'previous', 6],
  [6, 'next', 0],
  [0, 'previous', 6],
  [1, 'right', 4],
  [4, 'left', 1],
  [6, 'right', 0],
  [1, 'left', 4],
  [2, 'left', 5],
  [0, 'pageDown', 5],
  [5, 'pageDown', 6],
  [2, 'pageUp', 0],
] as const)('from %s, %s leads to %i', (from, key, to) => {
  // 0 3 6
  // 1 4
  // 2 5
  expect(moved(from, key, 7, { columns: 3, rows: 3 }, 5)).toBe(to)
})

test('as many columns as fit', () => {
  expect(menuShape(plain('aa bb cc dd'), 8, 9)).toEqual({ columns: 2, rows: 2 })
})
