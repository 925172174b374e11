import {
  abbreviations,
  changeSetting,
  type ColorRole,
  resetSettings,
  type SettingValues,
} from '../builtins/index.ts'
import type { Shell } from '../lang/eval/index.ts'
import { createKeymap, type KeyValue } from './keymap.ts'
import { setPromptFunction, type PromptFunction } from './prompt.ts'

/** The settings that have a value of their own; looks are in `colors`. */
type PlainSettings = {
  readonly [N in keyof SettingValues as N extends `colors.${string}` ? never : N]?: SettingValues[N]
}

/** What a start-up file may set besides what its statements do: the settings of `config`, and what follows. */
export interface Config extends Omit<PlainSettings, 'prompt'> {
  /** Variables, exported to what is started. */
  readonly env?: Readonly<Record<string, string | number | boolean>>
  /** Directories that go before PATH's. */
  readonly path?: readonly string[]
  /** Aliases of commands, as `alias` defines them. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Words that become others at Space and Enter, as `abbr` defines them. */
  readonly abbreviations?: Readonly<Record<string, string>>
  /** What keys do, as `keymap()` takes it. */
  readonly keys?: Readonly<Record<string, KeyValue>>
  /** `set -o` and `shopt` options by their long names. */
  readonly options?: Readonly<Record<string, boolean>>
  /** One of the setting's values, a text for PS1, or a function that makes the prompt; `null` is nacre's own. */
  readonly prompt?: SettingValues['prompt'] | (string & {}) | PromptFunction | null
  /** Looks by what has them: `{ command: 'bold green', comment: '#888888' }`. */
  readonly colors?: Readonly<Partial<Record<ColorRole, string>>>
}

/**
 * Puts a configuration into force. Throws for what is no option, no setting, or no value of it, once all else is in
 * force: a word that was mistyped takes nobody's PATH.
 */
export function applyConfig(shell: Shell, config: Config): void {
  const { env = {}, path = [], aliases = {}, options = {}, prompt, colors = {}, ...others } = config
  const { abbreviations: words = {}, keys, ...settings } = others
  const looks = Object.entries(colors).map(([role, style]) => [`colors.${role}`, style] as const)
  const faults = [...Object.entries(settings), ...looks].flatMap(([name, value]) => set(shell, name, value))
  for (const [name, value] of Object.entries(env)) setExported(shell, name, String(value))
  if (path.length > 0) {
    const before = (shell.variables.get('PATH') ?? '').split(':').filter(part => !path.includes(part))
    setExported(shell, 'PATH', [...path, ...before].join(':'))
  }
  for (const [name, text] of Object.entries(aliases)) {
    if (typeof text === 'string') shell.aliases.set(name, text)
    else faults.push(`aliases: ${name}: a text is expected`)
  }
  for (const [name, text] of Object.entries(words)) {
    if (typeof text === 'string') abbreviate(shell, name, text)
    else faults.push(`abbreviations: ${name}: a text is expected`)
  }
  for (const [name, value] of Object.entries(options)) {
    if (!shell.options.set(name, value)) faults.push(`options: ${name}: no such option`)
  }
  if (prompt !== undefined) faults.push(...setPrompt(shell, prompt))
  if (keys !== undefined) faults.push(...setKeys(shell, keys))
  if (faults.length > 0) throw new TypeError(faults.map(fault => `config: ${fault}`).join('\n'))
}

/** What is wrong with it, if anything is. */
function set(shell: Shell, name: string, value: unknown): string[] {
  const fault = changeSetting(shell, name, value)
  return fault === undefined ? [] : [`${name}: ${fault}`]
}

function setKeys(shell: Shell, keys: Readonly<Record<string, KeyValue>>): string[] {
  const bind = createKeymap(shell)
  return Object.entries(keys).flatMap(([key, value]) => {
    try {
      bind({ [key]: value })
      return []
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  })
}

function abbreviate(shell: Shell, name: string, text: string): void {
  const expansion = { type: 'text', text } as const
  abbreviations(shell.session).set(name, {
    name,
    pattern: undefined,
    position: 'command',
    cursorMarker: undefined,
    expansion,
  })
}

function setPrompt(shell: Shell, prompt: NonNullable<Config['prompt']> | null): string[] {
  setPromptFunction(shell.session, typeof prompt === 'function' ? prompt : undefined)
  if (prompt === null) return set(shell, 'prompt', 'nacre')
  if (typeof prompt === 'function') return []
  if (typeof prompt !== 'string') return ['prompt: a text, a function or null is expected']
  if (changeSetting(shell, 'prompt', prompt) === undefined) return []
  shell.variables.set('PS1', prompt)
  return set(shell, 'prompt', 'ps1')
}

/** Before the start-up files are read again: settings have their defaults, and no function makes the prompt. */
export function clearConfig(shell: Shell): void {
  resetSettings(shell)
  setPromptFunction(shell.session, undefined)
}

function setExported(shell: Shell, name: string, value: string): void {
  shell.variables.set(name, value)
  shell.variables.declare(name, { exported: true }, 'here')
}
