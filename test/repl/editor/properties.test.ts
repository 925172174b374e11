import { describe, expect, test } from 'vitest'
import { editCommands } from '../../../src/repl/editor/commands/index.ts'
import { bufferOf } from '../../../src/repl/editor/line-buffer.ts'
import { applyEdit, emptyState, type EditorState } from '../../../src/repl/editor/state.ts'
import { randomFrom } from '../random.ts'

const texts = [
  'a',
  'B',
  ' ',
  '\n',
  'é',
  'e\u0301',
  '世界',
  '👩‍🚀',
  '🇩🇪',
  'שלום',
  'ก็',
  '\t',
  '"',
  '(',
  '\udc80',
  '\u200d',
  '\r\n',
]
const names = Object.keys(editCommands) as (keyof typeof editCommands)[]
const segmenter = new Intl.Segmenter()

/** Places where a cursor may be: between graphemes. */
function places(text: string): Set<number> {
  return new Set([...Array.from(segmenter.segment(text), ({ index }) => index), text.length])
}

/** As many edits as these, one after the other, and each state on the way. */
function edited(seed: number, count: number): { readonly name: string; readonly state: EditorState }[] {
  const random = randomFrom(seed)
  const steps: { readonly name: string; readonly state: EditorState }[] = []
  let state: EditorState = { ...emptyState, buffer: bufferOf('echo one') }
  for (let step = 0; step < count; step++) {
    const name = random(2) === 0 ? 'self-insert' : random.of(names)
    state = applyEdit(state, editCommands[name], name === 'self-insert' ? random.of(texts) : '') ?? state
    steps.push({ name, state })
  }
  return steps
}

const seeds = Array.from({ length: 40 }, (_, seed) => seed)

describe.each(seeds)('edits by chance (%i)', seed => {
  test('leave the cursor in the text, and never inside a grapheme', () => {
    for (const { name, state } of edited(seed, 150)) {
      const { text, cursor } = state.buffer
      const where = `${name}: ${JSON.stringify(text)} at ${cursor}`
      expect(cursor >= 0 && cursor <= text.length, where).toBe(true)
      expect(places(text).has(cursor), where).toBe(true)
    }
  })

  test('are taken back by undo to what was there at first, and done again by redo', () => {
    const last = edited(seed, 60).at(-1)?.state ?? emptyState
    let state = last
    const undone = last.past.length
    for (let step = 0; step < undone; step++) state = applyEdit(state, editCommands.undo, '') ?? state
    expect(state.buffer.text).toBe(last.past[0]?.text ?? last.buffer.text)
    expect(state.past).toEqual([])
    for (let step = 0; step < undone; step++) state = applyEdit(state, editCommands.redo, '') ?? state
    expect(state.buffer).toEqual(last.buffer)
  })
})
