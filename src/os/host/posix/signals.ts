import { signalNames } from '../../process/signals.ts'
import { SignalListeners } from '../../process/signal-listeners.ts'
import { sendSignal } from '../../process/send.ts'
import { namedError } from '../node-errors.ts'
import type { System } from './system.ts'

const SIG_DFL = 0n
const SIG_IGN = 1n
const ACTION_SIZE = 256 // struct sigaction: 152 bytes in glibc
const SETMASK = process.platform === 'darwin' ? 3 : 2

/** Signals of this process: names, sets, what is ignored. */
export class Signals {
  #names: ReadonlyMap<number, string> | undefined
  #emptySet: Buffer | undefined
  readonly #system: System
  #numbers: ReadonlyMap<string, number> | undefined
  readonly #sets = new Map<string, Buffer>()
  #heededByAll: Buffer | undefined
  /** What stood there before a signal was ignored. */
  readonly #ignored = new Map<number, Buffer>()
  readonly #listeners = new SignalListeners()

  constructor(system: System) {
    this.#system = system
  }

  get names(): ReadonlyMap<number, string> {
    return (this.#names ??= signalNames())
  }

  get emptySet(): Buffer {
    if (!this.#emptySet) {
      this.#emptySet = Buffer.alloc(128)
      this.#system.libc.sigemptyset(this.#emptySet)
    }
    return this.#emptySet
  }

  numberOf(name: string): number | undefined {
    this.#numbers ??= new Map([...this.names].map(([number, named]) => [named, number]))
    return this.#numbers.get(name)
  }

  nameOf(number: number): string {
    return this.names.get(number) ?? String(number)
  }

  /**
   * The signals that shall have their default action in a child, as a sigset_t: all that it need not ignore, the real-time
   * ones too, since glibc's child asks for the action of each that is not named, and sets each that is.
   */
  heededBy(ignored: ReadonlySet<string>): Buffer {
    if (ignored.size === 0 && this.#heededByAll !== undefined) return this.#heededByAll
    const key = [...ignored].toSorted().join()
    const known = this.#sets.get(key)
    if (known) return known
    const { libc } = this.#system
    const set = Buffer.alloc(128)
    libc.sigfillset(set)
    for (const name of ignored) {
      const number = this.numberOf(name)
      if (number !== undefined) libc.sigdelset(set, number)
    }
    this.#sets.set(key, set)
    if (ignored.size === 0) this.#heededByAll = set
    return set
  }

  /** Runs something (a spawn) while signals are ignored, as a child inherits that. */
  whileIgnored(names: ReadonlySet<string>, run: () => number): number {
    if (names.size === 0) return run()
    const { libc } = this.#system
    const saved: [number, Buffer][] = []
    for (const name of names) {
      const number = this.numberOf(name)
      if (number === undefined) continue
      const action = Buffer.alloc(ACTION_SIZE)
      if (libc.sigaction(number, null, action) !== 0) continue
      saved.push([number, action])
      libc.signal(number, SIG_IGN)
    }
    const result = run()
    for (const [number, action] of saved) libc.sigaction(number, action, null)
    return result
  }

  /** Ignores a signal in this process, or gives it its default action. */
  setIgnored(name: string, ignored: boolean): void {
    const number = this.numberOf(name)
    if (number === undefined) throw namedError('EINVAL')
    if (!ignored) this.#heed(number, process.listenerCount(`SIG${name}`) > 0)
    else if (!this.#ignored.has(number)) {
      const action = Buffer.alloc(ACTION_SIZE)
      this.#system.libc.sigaction(number, null, action)
      this.#ignored.set(number, action)
      this.#system.libc.signal(number, SIG_IGN)
    }
  }

  /** No longer ignores a signal: libuv's handler comes back if it still listens, else the default. */
  #heed(number: number, isListening: boolean): void {
    const action = this.#ignored.get(number)
    if (!action) return
    this.#ignored.delete(number)
    if (isListening) this.#system.libc.sigaction(number, action, null)
    else this.#system.libc.signal(number, SIG_DFL)
  }

  /** The default action, whoever listened. */
  restoreDefault(name: string): void {
    const number = this.numberOf(name)
    if (number !== undefined) this.#system.libc.signal(number, SIG_DFL)
  }

  /** Before an exec: as a child would have them. Returns what puts them back. */
  prepareExec(ignored: ReadonlySet<string>): () => void {
    const { libc } = this.#system
    const saved: [number, Buffer][] = []
    for (const [number, name] of this.names) {
      const action = Buffer.alloc(ACTION_SIZE)
      if (libc.sigaction(number, null, action) !== 0) continue
      saved.push([number, action])
      libc.signal(number, ignored.has(name) ? SIG_IGN : SIG_DFL)
    }
    const mask = Buffer.alloc(128)
    libc.sigprocmask(SETMASK, this.emptySet, mask)
    return () => {
      libc.sigprocmask(SETMASK, mask, null)
      for (const [number, action] of saved) libc.sigaction(number, action, null)
    }
  }

  /** kill(2). Throws ESRCH, EPERM, EINVAL. */
  kill(pid: number, name: string): void {
    const number = name === '0' ? 0 : this.numberOf(name)
    if (number === undefined) throw namedError('EINVAL')
    // One that is ignored must not reach listeners by the short way.
    sendSignal(pid, number, this.#ignored.has(number) ? 'ignored' : name)
  }

  /** Calls back when a signal arrives, until the result is called. Throws EINVAL for one that cannot be caught. */
  listen(name: string, listener: () => void): () => void {
    const number = this.numberOf(name)
    // If node listens already it does not set its handler anew.
    if (number !== undefined) this.#heed(number, process.listenerCount(`SIG${name}`) > 0)
    return this.#listeners.listen(name, listener)
  }
}
