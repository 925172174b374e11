import type { Session, Shell } from '../../lang/eval/index.ts'
import { nearSettings } from './near-settings.ts'
import { boundVariable, keyBindings } from '../key-bindings.ts'
import { readValue } from './read-value.ts'
import type { SettingValue } from './spec.ts'
import { settingSpecs, type SettingName, type SettingValues } from './table.ts'

/** What was set in each session. */
const bySession = new WeakMap<Session, Map<string, SettingValue>>()

/** Settings that are kept elsewhere: options and readline variables have names of their own for the same. */
const elsewhere: Readonly<Record<string, Kept>> = {
  editingMode: {
    get: shell => (shell.options.get('vi') ? 'vi' : 'emacs'),
    set: (shell, value) => void shell.options.set(String(value), true),
  },
  autoPairs: {
    get: shell => boundVariable(shell.session, 'auto-pairs') === 'on',
    set: (shell, value) =>
      void keyBindings(shell.session).variables.set('auto-pairs', value === true ? 'on' : 'off'),
  },
}

interface Kept {
  get(shell: Shell): SettingValue
  set(shell: Shell, value: SettingValue): void
}

/** What a setting is now. */
export function settingValue<N extends SettingName>(shell: Shell, name: N): SettingValues[N] {
  return anyValue(shell, name) as SettingValues[N]
}

/** The same for a name that is not known before; undefined where there is no such setting. */
export function anyValue(shell: Shell, name: string): SettingValue | undefined {
  const kept = elsewhere[name]?.get(shell)
  return kept ?? bySession.get(shell.session)?.get(name) ?? settingSpecs.get(name)?.default
}

/** Changes a setting, from a text or a value; gives what is wrong with it, undefined if nothing is. */
export function changeSetting(shell: Shell, name: string, given: unknown): string | undefined {
  const spec = settingSpecs.get(name)
  if (spec === undefined) return `no such setting${nearSettings(name)}`
  const read = readValue(spec.type, given)
  if (typeof read === 'object' && 'fault' in read) return read.fault
  put(shell, name, read)
  return undefined
}

/** Gives a setting, or all of them, their defaults again. */
export function resetSettings(shell: Shell, names: Iterable<string> = settingSpecs.keys()): void {
  for (const name of names) {
    const spec = settingSpecs.get(name)
    if (spec !== undefined) put(shell, name, spec.default)
  }
}

function put(shell: Shell, name: string, value: SettingValue): void {
  const kept = elsewhere[name]
  if (kept !== undefined) return kept.set(shell, value)
  let values = bySession.get(shell.session)
  if (values === undefined) bySession.set(shell.session, (values = new Map()))
  values.set(name, value)
}
