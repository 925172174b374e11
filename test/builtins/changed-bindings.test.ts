import { expect, test } from 'vitest'
import { changedBindings, keyBindings } from '../../src/builtins/index.ts'
import type { Session } from '../../src/lang/eval/index.ts'

test('tells what was bound, rebound and unbound, and nothing else', () => {
  const session = {} as Session
  expect(changedBindings(session)).toEqual([])
  const { keymaps, chords } = keyBindings(session)
  expect(changedBindings(session)).toEqual([])
  keymaps.get('emacs')?.delete('\\C-a')
  keymaps.get('emacs')?.set('\\C-b', { type: 'function', name: 'yank' })
  keymaps.get('vi-insert')?.set('\\C-g', { type: 'macro', text: 'x' })
  chords.get('emacs')?.set('C-x t', undefined)
  expect(changedBindings(session)).toEqual([
    { keymap: 'emacs', keys: '\\C-a', notation: 'sequence', binding: undefined },
    { keymap: 'emacs', keys: '\\C-b', notation: 'sequence', binding: { type: 'function', name: 'yank' } },
    { keymap: 'emacs', keys: 'C-x t', notation: 'chord', binding: undefined },
    { keymap: 'vi-insert', keys: '\\C-g', notation: 'sequence', binding: { type: 'macro', text: 'x' } },
  ])
})
