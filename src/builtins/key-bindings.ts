import type { Session } from '../lang/eval/index.ts'
import { defaultBindings, type KeymapName } from './default-keymaps.ts'
import { readlineVariables } from './readline-variables.ts'

/** What a key sequence does: a readline function, a text typed for it (macro), or a shell command (`bind -x`). */
export type KeyBinding =
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'macro'; readonly text: string }
  | { readonly type: 'command'; readonly text: string }

/** The keymaps and variables of a session: `bind` writes them, the editor reads them. */
export interface KeyBindings {
  /** By map, then by key sequence as written: `\C-a`. */
  readonly keymaps: ReadonlyMap<KeymapName, Map<string, KeyBinding>>
  readonly variables: Map<string, string>
}

const bySession = new WeakMap<Session, KeyBindings>()

/** The key bindings of a session. */
export function keyBindings(session: Session): KeyBindings {
  let bindings = bySession.get(session)
  if (bindings === undefined) {
    bindings = {
      keymaps: new Map(keymapNames.map(name => [name, startingMap(name)])),
      variables: new Map(readlineVariables),
    }
    bySession.set(session, bindings)
  }
  return bindings
}

const keymapNames: readonly KeymapName[] = ['emacs', 'emacs-meta', 'emacs-ctlx', 'vi-command', 'vi-insert']

function startingMap(keymap: KeymapName): Map<string, KeyBinding> {
  return new Map([...defaultBindings(keymap)].map(([keys, name]) => [keys, { type: 'function', name }]))
}

/** A keymap by any of its names (bash manual, `bind -m`). */
export function keymapNamed(name: string): KeymapName | undefined {
  if (name === 'emacs-standard') return 'emacs'
  if (name === 'vi' || name === 'vi-move') return 'vi-command'
  return keymapNames.find(known => known === name)
}
