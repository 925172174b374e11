import {
  keyBindings,
  keymapNamed,
  type KeyBinding,
  type KeyCall,
  readlineFunctions,
} from '../builtins/index.ts'
import type { Shell } from '../lang/eval/index.ts'

/** A readline command by its name, a text to type (`'\\C-a# '`), a function on the line; null: the key does nothing. */
export type KeyValue = string | KeyCall | null

/**
 * Binds keys from TypeScript: `keymap({ 'C-x t': 'transpose-words', 'M-g': line => ({ …line, text: '…' }) })`. A key is
 * written as `C-a`, `M-x`, `S-Tab`, `F5`, `C-x C-e`; `mode` is `emacs`, `vi-insert` or `vi-command`, by default the one
 * in force.
 */
export function createKeymap(
  shell: Shell,
): (keys: Readonly<Record<string, KeyValue>>, mode?: string) => void {
  return (keys, mode) => {
    const name = mode ?? (shell.options.get('vi') ? 'vi-insert' : 'emacs')
    const map = keymapNamed(name)
    const chords = map && keyBindings(shell.session).chords.get(map)
    if (chords === undefined) throw new TypeError(`keymap: ${name}: no such keymap`)
    const read = Object.entries(keys).map(([key, value]) => [key.trim(), bindingOf(key, value)] as const)
    for (const [key, binding] of read) chords.set(key, binding)
  }
}

function bindingOf(key: string, value: KeyValue): KeyBinding | undefined {
  if (value === null) return undefined
  if (typeof value === 'function') return { type: 'call', call: value }
  if (typeof value !== 'string')
    throw new TypeError(`keymap: ${key}: a command's name, a text, a function or null is expected`)
  // A name that is none is a spelling mistake rather than a text to type.
  if (/^[a-z]+(?:-[a-zA-Z]+)+$/.test(value)) return { type: 'function', name: value }
  return readlineFunctions.includes(value)
    ? { type: 'function', name: value }
    : { type: 'macro', text: value }
}
