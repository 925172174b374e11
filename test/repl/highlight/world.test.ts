import { expect, test } from 'vitest'
import { World, type WorldHost } from '../../../src/repl/highlight/world.ts'

/** A host whose answers come when they are given. */
function slowHost() {
  const asked: string[] = []
  const answers: ((found: boolean) => void)[] = []
  const ask = (name: string): Promise<boolean> => {
    asked.push(name)
    return new Promise(resolve => answers.push(resolve))
  }
  const host: WorldHost = {
    names: () => ({ user: new Set() }),
    commandsOnly: false,
    ownCommand: name => (name === 'cd' ? 'builtin' : undefined),
    findProgram: ask,
    findPath: ask,
  }
  return { host, asked, answer: (found: boolean) => answers.shift()?.(found) }
}

test('an answer comes later, once, and is told', async () => {
  const { host, asked, answer } = slowHost()
  let news = 0
  const world = new World(host, () => news++)
  expect([world.command('cd'), world.command('ls'), world.command('ls'), world.path('ls')]).toEqual([
    'builtin',
    undefined,
    undefined,
    undefined,
  ])
  expect(asked).toEqual(['ls', 'ls'])
  answer(true)
  answer(false)
  await Promise.resolve()
  await Promise.resolve()
  expect([news, world.command('ls'), world.path('ls')]).toEqual([2, 'program', false])
})

test('what was asked before a command ran is not believed after it', async () => {
  const { host, asked, answer } = slowHost()
  const world = new World(host, () => {})
  world.path('a')
  world.forget()
  answer(true)
  await Promise.resolve()
  await Promise.resolve()
  expect(world.path('a')).toBeUndefined()
  expect(asked).toEqual(['a', 'a'])
})

test('who asks while an answer to forget is awaited is told to ask again', async () => {
  const { host, asked, answer } = slowHost()
  let news = 0
  const world = new World(host, () => news++)
  world.path('a')
  world.forget()
  expect([world.path('a'), asked]).toEqual([undefined, ['a']])
  answer(true)
  await Promise.resolve()
  await Promise.resolve()
  expect([news, world.path('a'), asked]).toEqual([1, undefined, ['a', 'a']])
})

test('a slow disk is not flooded', () => {
  const { host, asked } = slowHost()
  const world = new World(host, () => {})
  for (let count = 0; count < 100; count++) world.path(`file${count}`)
  expect(asked).toHaveLength(8)
})
