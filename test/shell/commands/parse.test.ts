import { expect, expectTypeOf, test } from 'vitest'
import { parseCall, readArguments, readFlags } from '../../../src/shell/commands/parse.ts'
import type { ArgumentValues, FlagValues } from '../../../src/shell/commands/spec.ts'

const flags = readFlags({
  dryRun: { type: 'boolean', short: 'n' },
  port: { type: Number, short: 'p', default: 80 },
  tag: { multiple: true, short: 't' },
  level: { choices: ['low', 'high'] },
  color: Boolean,
})
const args = readArguments(['target', 'place?', 'files...'])
const parse = (...words: string[]) => parseCall(words, flags, args, false)
const none = { dryRun: false, port: 80, tag: [], level: undefined, color: false }

test.each<[line: string, flags: object, args: object]>([
  ['x', {}, { target: 'x', place: undefined, files: [] }],
  ['x y z w', {}, { target: 'x', place: 'y', files: ['z', 'w'] }],
  ['--dry-run x', { dryRun: true }, { target: 'x' }],
  ['-n x', { dryRun: true }, { target: 'x' }],
  ['x -p 8080', { port: 8080 }, { target: 'x' }],
  ['x -p8080', { port: 8080 }, { target: 'x' }],
  ['x -np=1', { dryRun: true, port: 1 }, { target: 'x' }],
  ['x --port=-1', { port: -1 }, { target: 'x' }],
  ['x -t a --tag b --tag=c', { tag: ['a', 'b', 'c'] }, { target: 'x' }],
  ['x --color --no-color', { color: false }, { target: 'x' }],
  ['x --color=yes', { color: true }, { target: 'x' }],
  ['x --level high', { level: 'high' }, { target: 'x' }],
  ['-- -n --port', {}, { target: '-n', place: '--port' }],
  ['x - -5', {}, { target: 'x', place: '-', files: ['-5'] }],
])('%s', (line, given, operands) => {
  const call = parse(...line.split(' '))
  expect(call.flags).toEqual({ ...none, ...given })
  expect(call.args).toEqual({ place: undefined, files: [], ...operands })
})

test.each<[line: string, message: string]>([
  ['', 'missing argument: target'],
  ['x --port', '--port needs a value'],
  ['x --port eighty', '--port: "eighty" is not a number'],
  ['x --level mid', '--level: "mid" is none of low, high'],
  ['x --dry-rum', 'unknown option: --dry-rum (did you mean --dry-run?)'],
  ['x -z', 'unknown option: -z'],
  ['x --color=perhaps', '--color: "perhaps" is neither true nor false'],
])('%s is refused', (line, message) => {
  expect(() => parse(...line.split(' ').filter(word => word !== ''))).toThrow(message)
})

test('records: optional, rest, numbers', () => {
  const record = readArguments({ n: { type: 'number' }, rest: { rest: true } })
  expect(parseCall(['1', 'a', 'b'], [], record, false).args).toEqual({ n: 1, rest: ['a', 'b'] })
  expect(() => parseCall(['1'], [], record, false)).toThrow('missing argument: rest')
  expect(() => parseCall(['1', '2'], [], readArguments(['only']), false)).toThrow('unexpected argument: 2')
})

test('what is typed', () => {
  expect(flags).toHaveLength(5)
  expectTypeOf<ArgumentValues<readonly ['a', 'b?', 'c...']>>().toEqualTypeOf<{
    readonly a: string
    readonly b: string | undefined
    readonly c: string[]
  }>()
  expectTypeOf<
    FlagValues<{
      force: BooleanConstructor
      port: { type: 'number'; default: 80 }
      name: 'string'
      tags: { multiple: true }
      level: { choices: readonly ['low', 'high'] }
    }>
  >().toEqualTypeOf<{
    readonly force: boolean
    readonly port: number
    readonly name: string | undefined
    readonly tags: string[]
    readonly level: 'low' | 'high' | undefined
  }>()
})

test('the keys of a record may have marks', () => {
  const specs = { action: { choices: ['up', 'down'] }, 'tag?': {}, 'ports...': { type: Number } } as const
  const read = (...words: string[]) => parseCall(words, [], readArguments(specs), false).args
  expect(read('up')).toEqual({ action: 'up', tag: undefined, ports: [] })
  expect(read('down', 'x', '1', '2')).toEqual({ action: 'down', tag: 'x', ports: [1, 2] })
  expectTypeOf<ArgumentValues<typeof specs>>().toEqualTypeOf<{
    readonly action: 'up' | 'down'
    readonly tag: string | undefined
    readonly ports: number[]
  }>()
})
