import type { Shell } from '../lang/eval/index.ts'
import { setPromptFunction, type PromptFunction } from './prompt.ts'

/** What a start-up file may set besides what its statements do. */
export interface Config {
  /** Variables, exported to what is started. */
  readonly env?: Readonly<Record<string, string | number | boolean>>
  /** Directories that go before PATH's. */
  readonly path?: readonly string[]
  /** Aliases of commands, as `alias` defines them. */
  readonly aliases?: Readonly<Record<string, string>>
  /** `set -o` and `shopt` options by their long names. */
  readonly options?: Readonly<Record<string, boolean>>
  /** PS1, or a function that makes the prompt; `null` is nacre's own. */
  readonly prompt?: string | PromptFunction | null
}

/** Puts a configuration into force. Throws for what is no option or no setting. */
export function applyConfig(shell: Shell, config: Config): void {
  const { env = {}, path = [], aliases = {}, options = {}, prompt, ...unknown } = config
  const [stray] = Object.keys(unknown)
  if (stray !== undefined) throw new TypeError(`config: ${stray}: no such setting`)
  for (const [name, value] of Object.entries(env)) setExported(shell, name, String(value))
  if (path.length > 0) {
    const before = (shell.variables.get('PATH') ?? '').split(':').filter(part => !path.includes(part))
    setExported(shell, 'PATH', [...path, ...before].join(':'))
  }
  for (const [name, text] of Object.entries(aliases)) shell.aliases.set(name, text)
  for (const [name, value] of Object.entries(options)) {
    if (!shell.options.set(name, value)) throw new TypeError(`config: options: ${name}: no such option`)
  }
  if (typeof prompt === 'string') shell.variables.set('PS1', prompt)
  if (prompt !== undefined)
    setPromptFunction(shell.session, typeof prompt === 'function' ? prompt : undefined)
}

function setExported(shell: Shell, name: string, value: string): void {
  shell.variables.set(name, value)
  shell.variables.declare(name, { exported: true }, 'here')
}
