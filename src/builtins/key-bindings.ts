import type { Session } from '../lang/eval/index.ts'
import { defaultBindings, type KeymapName } from './default-keymaps.ts'
import { readlineVariables } from './readline-variables.ts'

/** What a key sequence does: a readline function, a text typed for it (macro), or a shell command (`bind -x`). */
export type KeyBinding =
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'macro'; readonly text: string }
  | { readonly type: 'command'; readonly text: string }
  | { readonly type: 'call'; readonly call: KeyCall }

/** The line being edited, as a function bound to a key sees it; the cursor counts UTF-16 units. */
export interface EditedLine {
  readonly text: string
  readonly cursor: number
}

/** What a key calls (`keymap()` in TypeScript): gives the line as it is to be, a text with the cursor at its end, or nothing. */
export type KeyCall = (line: EditedLine) => unknown

/** The keymaps and variables of a session: `bind` writes them, the editor reads them. */
export interface KeyBindings {
  /** By map, then by key sequence as written: `\C-a`. */
  readonly keymaps: ReadonlyMap<KeymapName, Map<string, KeyBinding>>
  readonly variables: Map<string, string>
  /** By map, then by chord as `keymap()` writes it: `C-x t`; undefined: not bound any more. */
  readonly chords: ReadonlyMap<KeymapName, Map<string, KeyBinding | undefined>>
}

/** A key that does something else than it did at the start. */
export interface ChangedBinding {
  readonly keymap: KeymapName
  /** As `bind` writes it (`\\C-xt`), or as `keymap()` does (`C-x t`). */
  readonly keys: string
  readonly notation: 'sequence' | 'chord'
  /** Undefined: nothing any more. */
  readonly binding: KeyBinding | undefined
}

const bySession = new WeakMap<Session, KeyBindings>()

/** The key bindings of a session. */
export function keyBindings(session: Session): KeyBindings {
  let bindings = bySession.get(session)
  if (bindings === undefined) {
    bindings = {
      keymaps: new Map(keymapNames.map(name => [name, startingMap(name)])),
      variables: new Map(readlineVariables),
      chords: new Map(keymapNames.map(name => [name, new Map<string, KeyBinding | undefined>()])),
    }
    bySession.set(session, bindings)
  }
  return bindings
}

/** A readline variable that somebody set with `bind 'set …'`; undefined where nobody bound anything. */
export function boundVariable(session: Session, name: string): string | undefined {
  return bySession.get(session)?.variables.get(name)
}

/** What `bind` and `keymap()` changed, in the order the maps have it; chords last. */
export function changedBindings(session: Session): readonly ChangedBinding[] {
  const bindings = bySession.get(session)
  if (bindings === undefined) return []
  return [...bindings.keymaps].flatMap(([keymap, bound]) => [
    ...changedSequences(keymap, bound),
    ...[...(bindings.chords.get(keymap) ?? [])].map(
      ([keys, binding]) => ({ keymap, keys, notation: 'chord', binding }) as const,
    ),
  ])
}

function changedSequences(keymap: KeymapName, bound: ReadonlyMap<string, KeyBinding>): ChangedBinding[] {
  const before = defaultBindings(keymap)
  const isNew = (keys: string, binding: KeyBinding): boolean =>
    binding.type !== 'function' || before.get(keys) !== binding.name
  const notation = 'sequence' as const
  return [
    ...[...before.keys()]
      .filter(keys => !bound.has(keys))
      .map(keys => ({ keymap, keys, notation, binding: undefined })),
    ...[...bound].flatMap(([keys, binding]) =>
      isNew(keys, binding) ? [{ keymap, keys, notation, binding }] : [],
    ),
  ]
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
