import { constants } from 'node:os'
import { namedError } from '../host/node-errors.ts'

/** Listeners by signal, behind one listener of node's each: any number of them raises no warning. */
export class SignalListeners {
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #handlers = new Map<string, () => void>()

  /** Calls back when the signal arrives, until the result is called. Throws EINVAL for one that cannot be caught. */
  listen(signal: string, listener: () => void): () => void {
    const event = `SIG${signal}` as NodeJS.Signals
    if (!(event in constants.signals) || signal === 'KILL' || signal === 'STOP') throw namedError('EINVAL')
    const own = (): void => listener()
    this.#of(event).add(own)
    return () => this.#remove(event, own)
  }

  #of(event: NodeJS.Signals): Set<() => void> {
    const known = this.#listeners.get(event)
    if (known) return known
    const listeners = new Set<() => void>()
    const handler = (): void => [...listeners].forEach(listener => listener())
    this.#listeners.set(event, listeners)
    this.#handlers.set(event, handler)
    process.on(event, handler)
    return listeners
  }

  #remove(event: NodeJS.Signals, listener: () => void): void {
    const listeners = this.#listeners.get(event)
    if (!listeners?.delete(listener) || listeners.size > 0) return
    const handler = this.#handlers.get(event)
    this.#listeners.delete(event)
    this.#handlers.delete(event)
    if (handler) process.off(event, handler)
  }
}
