import type { ProcessHost } from '../../os/index.ts'
import type { Traps } from './shell.ts'

const pseudo = new Set(['EXIT', 'ERR', 'DEBUG', 'RETURN'])

/** The traps of one environment; those of signals listen while they are set. */
export class TrapTable implements Traps {
  readonly #host: ProcessHost
  readonly #commands: Map<string, string>
  readonly #arrived: (signal: string) => void
  readonly #listening = new Map<string, () => void>()
  /** Where the process's own signals are not the environment's: what tells and ends the ones of a job. */
  redirect: ((signal: string, how: 'tell' | 'ignore' | 'default') => void) | undefined
  /** Told whether there is an EXIT trap. */
  onExitTrap: ((isSet: boolean) => void) | undefined
  /** A fork shows its parent's traps until it sets one of its own (POSIX 2.15, trap). */
  #shown: readonly [string, string][] | undefined

  constructor(host: ProcessHost, arrived: (signal: string) => void, commands = new Map<string, string>()) {
    this.#host = host
    this.#arrived = arrived
    this.#commands = commands
  }

  get(condition: string): string | undefined {
    return this.#commands.get(condition)
  }

  /** Signals trapped with a command: then a blocking wait would keep it from running. */
  get hasSignals(): boolean {
    return this.#listening.size > 0 || (this.onExitTrap !== undefined && this.#commands.has('EXIT'))
  }

  get isEmpty(): boolean {
    return this.#commands.size === 0
  }

  set(condition: string, command: string | undefined): void {
    this.#shown = undefined
    // POSIX 2.15: signals ignored on entry to a non-interactive shell cannot be trapped.
    if (this.#host.ignoredAtStart.has(condition)) return
    if (command === undefined) this.#commands.delete(condition)
    else this.#commands.set(condition, command)
    // Accepted as in bash, though nothing can catch these.
    if (condition === 'KILL' || condition === 'STOP') return
    if (!pseudo.has(condition)) this.#listen(condition, command)
    else if (condition === 'EXIT') this.onExitTrap?.(command !== undefined && command !== '')
  }

  list(): readonly [string, string][] {
    return this.#shown ?? [...this.#commands]
  }

  /** Signals that children must ignore. */
  ignored(): ReadonlySet<string> {
    if (this.#commands.size === 0) return this.#host.ignoredAtStart
    const names = [...this.#commands].filter(([name, command]) => command === '' && !pseudo.has(name))
    return new Set([...this.#host.ignoredAtStart, ...names.map(([name]) => name)])
  }

  /** What a subshell has: ignored signals stay ignored, all else is reset; `keep` names what is inherited besides. */
  fork(arrived: (signal: string) => void, keep: readonly string[]): TrapTable {
    const kept = [...this.#commands].filter(([name, command]) => command === '' || keep.includes(name))
    const child = new TrapTable(this.#host, arrived, new Map(kept))
    child.#shown = this.list()
    return child
  }

  /** For the environment that takes the place of this one, which is a subshell from now on. */
  handOver(arrived: (signal: string) => void): TrapTable {
    const heir = new TrapTable(this.#host, arrived, new Map(this.#commands))
    this.dispose()
    for (const [name, command] of this.#commands) if (command !== '') this.#commands.delete(name)
    for (const [name, command] of heir.#commands) if (!pseudo.has(name)) heir.#listen(name, command)
    return heir
  }

  /** Takes traps away for the time of a function that does not inherit them; gives what puts them back. */
  hide(conditions: readonly string[]): () => void {
    const hidden = conditions.flatMap(name => {
      const command = this.#commands.get(name)
      return command === undefined ? [] : [[name, command] as const]
    })
    for (const [name] of hidden) this.#commands.delete(name)
    // What the function set itself stays, as in bash.
    return () => {
      for (const [name, command] of hidden) if (!this.#commands.has(name)) this.#commands.set(name, command)
    }
  }

  /** All but ignored signals get their default: the environment becomes a script's. */
  reset(): void {
    for (const [name, command] of this.list()) if (command !== '') this.set(name, undefined)
  }

  /** From now on the signals are those of another process, which `redirect` tells of what is set. */
  redirectTo(redirect: NonNullable<TrapTable['redirect']>): void {
    this.dispose()
    this.redirect = redirect
    for (const [name, command] of this.#commands) if (!pseudo.has(name)) this.#listen(name, command)
  }

  /** Stops listening: the environment is over. */
  dispose(): void {
    for (const stop of this.#listening.values()) stop()
    this.#listening.clear()
  }

  #listen(signal: string, command: string | undefined): void {
    if (this.redirect !== undefined)
      return this.redirect(signal, command === undefined ? 'default' : command === '' ? 'ignore' : 'tell')
    this.#listening.get(signal)?.()
    this.#listening.delete(signal)
    this.#host.setIgnored(signal, command === '')
    if (command !== undefined && command !== '')
      this.#listening.set(
        signal,
        this.#host.onSignal(signal, () => this.#arrived(signal)),
      )
  }
}
