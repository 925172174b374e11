import { expect, test } from 'vitest'
import type { Completions } from '../../../src/repl/completion/candidate.ts'
import { TypedSession } from './driver.ts'

/** A session whose words complete from a list; each answer waits to be let through. */
function completing(words: readonly string[]) {
  const gates: (() => void)[] = []
  async function* complete(text: string, cursor: number): AsyncGenerator<Completions> {
    const start = text.slice(0, cursor).search(/\S*$/)
    const query = text.slice(start, cursor)
    await new Promise<void>(resolve => gates.push(resolve))
    const choices = words
      .filter(word => word.startsWith(query))
      .map(word => ({ text: word, suffix: ' ', display: word, description: '', kind: 'value' as const }))
    yield { start, end: cursor, query, choices, isPartial: false }
  }
  const typed = new TypedSession([], { complete, size: () => ({ columns: 80, rows: 24 }) })
  const answer = async (): Promise<void> => {
    gates.splice(0).forEach(open => open())
    await new Promise(resolve => setImmediate(resolve))
  }
  const menu = (): string => {
    const shown = typed.session.getView().menu
    if (shown === undefined) return ''
    const { completions, selected } = shown
    return completions.choices.map((one, at) => (at === selected ? `[${one.text}]` : one.text)).join(' ')
  }
  return { typed, answer, menu }
}

const words = ['checkout', 'cherry', 'commit']

test('one answer goes in, with what follows it', async () => {
  const { typed, answer, menu } = completing(words)
  typed.type('git com\t')
  await answer()
  expect([typed.shown, menu()]).toEqual(['git commit |', ''])
})

test('what several begin with goes in, and they are shown', async () => {
  const { typed, answer, menu } = completing(words)
  typed.type('git ch\t')
  await answer()
  expect([typed.shown, menu()]).toEqual(['git che|', 'checkout cherry'])
  typed.type('\t')
  expect([typed.shown, menu()]).toEqual(['git checkout|', '[checkout] cherry'])
  typed.type('\t')
  expect(typed.shown).toBe('git cherry|')
  typed.type('\r')
  expect([typed.shown, menu(), typed.ends]).toEqual(['git cherry |', '', []])
  typed.type('\r')
  expect(typed.ends).toEqual([{ type: 'line', text: 'git cherry ' }])
})

test('Escape gives back what was typed', async () => {
  const { typed, answer, menu } = completing(words)
  typed.type('c\t')
  await answer()
  typed.type('\t\t')
  expect(typed.shown).toBe('cherry|')
  typed.type('\x1b')
  expect([typed.shown, menu()]).toEqual(['c|', ''])
})

test('typing narrows; with a choice in the line it goes on behind it', async () => {
  const { typed, answer, menu } = completing(words)
  typed.type('c\t')
  await answer()
  typed.type('h')
  await answer()
  expect([typed.shown, menu()]).toEqual(['ch|', 'checkout cherry'])
  typed.type('\t ')
  expect([typed.shown, menu()]).toEqual(['checkout |', ''])
})

test('keys typed before the answer are kept for it; Ctrl-C is not', async () => {
  const { typed, answer } = completing(words)
  typed.type('com\tx')
  expect(typed.shown).toBe('com|')
  await answer()
  expect(typed.shown).toBe('commit x|')
  typed.type(' com\t\x03')
  expect(typed.ends).toEqual([{ type: 'interrupt' }])
})

test('nothing that agrees leaves the line alone', async () => {
  const { typed, answer, menu } = completing(words)
  typed.type('zz\t')
  await answer()
  expect([typed.shown, menu()]).toEqual(['zz|', ''])
})

test('undo takes a completion back', async () => {
  const { typed, answer } = completing(words)
  typed.type('com\t')
  await answer()
  typed.type('\x1f')
  expect(typed.shown).toBe('com|')
})
