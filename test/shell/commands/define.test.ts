/** What a definition gives for free: types of what it is called with, and completion. */
import { afterAll, expect, expectTypeOf, test } from 'vitest'
import { createCommands, type Commands } from '../../../src/shell/index.ts'
import { makeShell } from '../../helpers/eval-shell.ts'

declare const commands: Commands

test('what the function gets has the types of the definition', () => {
  const calls = () => {
    commands.define(
      'a',
      {
        args: ['target', 'tag?', 'files...'],
        flags: {
          force: Boolean,
          port: Number,
          level: { choices: ['low', 'high'], default: 'low', short: 'l' },
          tags: { multiple: true },
          count: { type: 'number', required: true },
          size: { default: 3 },
        },
        complete: { target: ['x'], port: word => [word], level: ['low'] },
      },
      ({ args, flags, stdin, signal }) => {
        expectTypeOf(args).toEqualTypeOf<{
          readonly target: string
          readonly tag: string | undefined
          readonly files: string[]
        }>()
        expectTypeOf(flags.force).toEqualTypeOf<boolean>()
        expectTypeOf(flags.port).toEqualTypeOf<number | undefined>()
        expectTypeOf(flags.level).toEqualTypeOf<'low' | 'high'>()
        expectTypeOf(flags.tags).toEqualTypeOf<string[]>()
        expectTypeOf(flags.count).toEqualTypeOf<number>()
        expectTypeOf(flags.size).toEqualTypeOf<number>()
        expectTypeOf(stdin.text()).toEqualTypeOf<Promise<string>>()
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
        // @ts-expect-error -- no such flag
        return flags.nope
      },
    )
    const args = {
      source: { type: Number },
      kind: { choices: ['a', 'b'], optional: true },
      rest: { rest: true },
    } as const
    commands.define('b', { args }, async function* (context) {
      expectTypeOf(context.args).toEqualTypeOf<{
        readonly source: number
        readonly kind: 'a' | 'b' | undefined
        readonly rest: string[]
      }>()
      yield context.name
    })
    commands.define('c', context => expectTypeOf(context.args.args).toEqualTypeOf<string[]>())
    // @ts-expect-error -- there is no such type
    commands.define('d', { flags: { a: { type: 'text' } } }, () => 0)
    // @ts-expect-error -- neither an argument nor a flag
    commands.define('e', { args: ['there'], complete: { elsewhere: ['x'] } }, () => 0)
  }
  expect(calls).toBeTypeOf('function')
})

const shell = makeShell()
const defined = createCommands(shell)
defined.define(
  'deploy',
  {
    args: ['target', 'files...'],
    flags: {
      force: { type: Boolean, short: 'f', help: 'Do not ask' },
      level: { choices: ['low', 'high'], short: 'l' },
      port: Number,
    },
    complete: { target: ['staging', 'production'], port: word => [`${word}80`] },
  },
  () => 0,
)
defined.define('every', { args: ['x'], complete: (word, { words }) => [`${words.length}:${word}`] }, () => 0)
afterAll(() => {
  for (const name of defined.names()) defined.remove(name)
})

test.each<[words: string[], values: string[]]>([
  [
    ['deploy', ''],
    ['staging', 'production'],
  ],
  [
    ['deploy', '--force', 'st'],
    ['staging', 'production'],
  ],
  [
    ['deploy', '-l', ''],
    ['low', 'high'],
  ],
  [
    ['deploy', '-l', 'low', ''],
    ['staging', 'production'],
  ],
  [
    ['deploy', '--level', 'l'],
    ['low', 'high'],
  ],
  [
    ['deploy', '--level=h'],
    ['--level=low', '--level=high'],
  ],
  [['deploy', '--port=4'], ['--port=480']],
  [['deploy', '--port', '4'], ['480']],
  [
    ['deploy', '-'],
    ['--force', '--level', '--port', '--help'],
  ],
  [['deploy', 'staging', ''], []],
  [['every', 'w'], ['2:w']],
])('%j completes with %j', async (words, values) => {
  const found = (await shell.builtins.get(words[0] ?? '')?.complete?.(words, words.length - 1, shell)) ?? []
  expect(found.map(({ value }) => value)).toEqual(values)
})

test('flags are described', async () => {
  const found = await shell.builtins.get('deploy')?.complete?.(['deploy', '--'], 1, shell)
  expect(found?.[0]).toEqual({ value: '--force', description: 'Do not ask' })
})
