import { expect, test } from 'vitest'
import { parseArguments } from '../../src/shell/arguments.ts'

const rows: [argv: string[], expected: object][] = [
  [[], { mode: 'stdin', name: 'nacre', args: [] }],
  [['-c', 'ls', 'x', 'y'], { mode: 'code', code: 'ls', name: 'x', args: ['y'] }],
  [['-lic', 'ls'], { mode: 'code', code: 'ls', login: true, forcedInteractive: true }],
  [['-ec', 'ls'], { mode: 'code', options: [{ name: 'e', letter: true, value: true }] }],
  [['-euo', 'pipefail', 'f.sh', '-x'], { mode: 'file', file: 'f.sh', name: 'f.sh', args: ['-x'] }],
  [
    ['-o', 'errexit', '-c', 'ls'],
    { mode: 'code', options: [{ name: 'errexit', letter: false, value: true }] },
  ],
  [['+e', '-c', 'ls'], { options: [{ name: 'e', letter: true, value: false }] }],
  [['-s', 'a', 'b'], { mode: 'stdin', args: ['a', 'b'] }],
  [['--', '-x'], { mode: 'file', file: '-x' }],
  [
    ['--explain', '-0', '--names', 'a,b', '--json'],
    { mode: 'explain', explain: { zero: true, json: true, names: ['a', 'b'] } },
  ],
  [
    ['--names=a', '--explain', '-c', 'x'],
    { mode: 'explain', code: 'x', explain: { zero: false, json: false, names: ['a'] } },
  ],
  [['-n', 'f.sh'], { mode: 'file', parseOnly: true }],
  [['-O', 'extglob', '-c', 'x'], { shopts: [{ name: 'extglob', value: true }] }],
  [['--rc', 'f', '--norc'], { rc: 'f', norc: true }],
  [['worker', 'redis://localhost'], { mode: 'worker', args: ['redis://localhost'] }],
  [['--nope'], { mode: 'error', message: '--nope: invalid option' }],
  [['-Z'], { mode: 'error', message: '-Z: invalid option' }],
  [['-c'], { mode: 'error', message: '-c: option requires an argument' }],
]

test.each(rows)('%j', (argv, expected) => expect(parseArguments(argv, false)).toMatchObject(expected))

test('interactive where stdin is a terminal', () => expect(parseArguments([], true).mode).toBe('interactive'))
test('-i makes it so elsewhere', () => expect(parseArguments(['-i'], false).mode).toBe('interactive'))
