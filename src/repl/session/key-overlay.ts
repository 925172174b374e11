import type { ChangedBinding, KeyBinding } from '../../builtins/index.ts'
import { emacsKeymap, type CommandName, type Keymap } from '../editor/keymap.ts'
import { viCommandKeymap, viInsertKeymap } from '../editor/vi/keymaps.ts'
import { chordsOf } from '../keys/notation.ts'
import { commandNamed } from './command-names.ts'

/** What each mode's keys do, with what the person bound; for `custom-binding` the binding is in `custom`. */
export interface Keymaps {
  readonly emacs: Keymap
  readonly viInsert: Keymap
  readonly viCommand: Keymap
  readonly custom: ReadonlyMap<string, KeyBinding>
}

export const defaultKeymaps: Keymaps = {
  emacs: emacsKeymap,
  viInsert: viInsertKeymap,
  viCommand: viCommandKeymap,
  custom: new Map(),
}

type MapName = 'emacs' | 'viInsert' | 'viCommand'

/** Where each of readline's maps stands in ours: its sequences come behind these keys. */
const places: Readonly<Record<ChangedBinding['keymap'], { readonly map: MapName; readonly prefix: string }>> =
  {
    emacs: { map: 'emacs', prefix: '' },
    'emacs-meta': { map: 'emacs', prefix: '\\e' },
    'emacs-ctlx': { map: 'emacs', prefix: '\\C-x' },
    'vi-insert': { map: 'viInsert', prefix: '' },
    'vi-command': { map: 'viCommand', prefix: '' },
  }

/** The keymaps with what was bound by `bind` and `keymap()`. */
export function keymapsWith(changes: readonly ChangedBinding[]): Keymaps {
  if (changes.length === 0) return defaultKeymaps
  const maps = {
    emacs: new Map(emacsKeymap),
    viInsert: new Map(viInsertKeymap),
    viCommand: new Map(viCommandKeymap),
  }
  const custom = new Map<string, KeyBinding>()
  for (const change of changes) {
    const { map, prefix } = places[change.keymap]
    const chords = change.notation === 'chord' ? change.keys : chordsOf(prefix + change.keys)
    if (chords !== '') bind(maps[map], custom, `${map} ${chords}`, chords, change.binding)
  }
  return { ...maps, custom }
}

function bind(
  map: Map<string, CommandName>,
  custom: Map<string, KeyBinding>,
  key: string,
  chords: string,
  binding: KeyBinding | undefined,
): void {
  const command = binding?.type === 'function' ? commandNamed(binding.name, chords) : undefined
  if (binding === undefined) map.delete(chords)
  else if (command !== undefined) map.set(chords, command)
  else {
    map.set(chords, 'custom-binding')
    custom.set(key, binding)
  }
}
