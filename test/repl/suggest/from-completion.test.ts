import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CompletionSuggestions } from '../../../src/repl/suggest/from-completion.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const full = ['cat notes.txt', 'cat nut']

function suggestions() {
  const asked: string[] = []
  const aborted: string[] = []
  let news = 0
  const completing = (text: string, signal: AbortSignal): Promise<string> => {
    asked.push(text)
    signal.addEventListener('abort', () => aborted.push(text))
    return Promise.resolve(full.find(one => one.startsWith(text))?.slice(text.length) ?? '')
  }
  return { asked, aborted, news: () => news, all: new CompletionSuggestions(completing, () => news++) }
}

test('nothing is known at first, and looked for once nobody types', async () => {
  const { all, asked, news } = suggestions()
  expect([all.suggest('cat'), all.suggest('cat '), all.suggest('cat n')]).toEqual(['', '', ''])
  expect(asked).toEqual([])
  await vi.runAllTimersAsync()
  expect([asked, news(), all.suggest('cat n')]).toEqual([['cat n'], 1, 'otes.txt'])
})

test('what is known stays while the text goes along with it', async () => {
  const { all, asked } = suggestions()
  all.suggest('cat n')
  await vi.runAllTimersAsync()
  expect([all.suggest('cat no'), all.suggest('cat notes.tx')]).toEqual(['tes.txt', 't'])
  all.suggest('cat nu')
  await vi.runAllTimersAsync()
  expect([all.suggest('cat nu'), asked]).toEqual(['t', ['cat n', 'cat nu']])
})

test('nothing found is no news, and is not looked for again', async () => {
  const { all, asked, news } = suggestions()
  all.suggest('xyz')
  await vi.runAllTimersAsync()
  expect([all.suggest('xyz'), news(), asked]).toEqual(['', 0, ['xyz']])
})

test('a line that begins forgets, and nobody waits for the answer', async () => {
  const { all, news } = suggestions()
  all.suggest('cat n')
  all.forget()
  await vi.runAllTimersAsync()
  expect(news()).toBe(0)
})
