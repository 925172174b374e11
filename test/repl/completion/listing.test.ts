import { expect, test } from 'vitest'
import { entriesOf } from '../../../src/repl/completion/sources/listing.ts'

/** A directory whose entries and time the test sets, and how often it was read. */
function directory(names: string[], mtimeMs: number) {
  const state = { names, mtimeNs: BigInt(mtimeMs) * 1_000_000n, reads: 0 }
  const host = {
    stat: () => ({ mtimeNs: state.mtimeNs }),
    readDirectory() {
      state.reads++
      return state.names.map(name => ({ name, type: 'file' as const }))
    },
  } as unknown as Parameters<typeof entriesOf>[1]
  const names_ = (path = '/here'): string[] => entriesOf(path, host).map(entry => entry.name)
  return { state, names: names_ }
}

const longAgo = Date.now() - 60_000

test('a directory as it was is read once', () => {
  const { state, names } = directory(['a'], longAgo)
  expect([names(), names(), state.reads]).toEqual([['a'], ['a'], 1])
})

test('one that has changed is read anew', () => {
  const { state, names } = directory(['a'], longAgo)
  names()
  state.names = ['a', 'b']
  state.mtimeNs += 1n
  expect(names()).toEqual(['a', 'b'])
})

test('one that changed just now may change again without its time telling', () => {
  const { state, names } = directory(['a'], Date.now())
  names()
  state.names = ['a', 'b']
  expect(names()).toEqual(['a', 'b'])
})

test('another directory is another', () => {
  const { state, names } = directory(['a'], longAgo)
  names('/here')
  names('/there')
  expect(state.reads).toBe(2)
})
