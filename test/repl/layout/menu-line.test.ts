import { expect, test } from 'vitest'
import { menuLine } from '../../../src/repl/layout/menu-line.ts'

const entries = [
  { display: 'branch', description: 'List branches' },
  { display: 'bisect', description: '' },
]
const many = Array.from({ length: 30 }, (_, index) => ({ display: `f${index}`, description: '' }))

test.each([
  ['nothing selected', entries, undefined, 80, '2 choices: branch, bisect'],
  ['one', entries.slice(0, 1), undefined, 80, '1 choice: branch'],
  ['with what is said of it', entries, 0, 80, '1 of 2: branch, List branches'],
  ['without', entries, 1, 80, '2 of 2: bisect'],
  ['too long', entries, 0, 20, '1 of 2: branch, L...'],
  ['wide characters', [{ display: '漢漢漢漢漢漢', description: '' }], 0, 17, '1 of 1: 漢漢漢...'],
  [
    'many',
    many,
    undefined,
    200,
    `30 choices: ${many
      .slice(0, 20)
      .map(one => one.display)
      .join(', ')}, and more`,
  ],
])('%s', (_, list, selected, columns, expected) => expect(menuLine(list, selected, columns)).toBe(expected))
