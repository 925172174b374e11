import { endJobs, isHeld, type Job } from '../../jobs/index.ts'
import { isPromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'

const fatal = ['HUP', 'INT', 'TERM'] as const

/**
 * What an untrapped signal does to a script: its EXIT trap runs, then it dies of the signal. Listens only while something
 * is to be done first; else the signal's default action does the same.
 */
export class FatalSignals {
  readonly #shell: Environment
  readonly #stops = new Map<string, () => void>()
  /** Jobs that would be left without us. */
  readonly #held = new Set<Job>()
  #hasExitTrap = false
  #isEnding = false
  #dying: Promise<never> | undefined

  constructor(shell: Environment) {
    this.#shell = shell
    shell.jobs.onChange(job => this.#jobChanged(job))
  }

  /** There is an EXIT trap now, or there is none. */
  exitTrap(isSet: boolean): void {
    this.#hasExitTrap = isSet
    this.#listenAsNeeded()
  }

  #jobChanged(job: Job): void {
    const before = this.#held.size
    if (isHeld(job)) this.#held.add(job)
    else this.#held.delete(job)
    if ((before === 0) !== (this.#held.size === 0)) this.#listenAsNeeded()
  }

  #listenAsNeeded(): void {
    const isNeeded = this.#hasExitTrap || this.#held.size > 0
    for (const signal of fatal) {
      if (isNeeded) this.#listen(signal)
      else if (signal !== 'INT' || !this.#shell.runtime.cooperates) this.#stop(signal)
    }
  }

  /**
   * From now on Ctrl-C during a foreground program is answered when that has ended: if the program died of it so does the
   * shell, if it handled it the script goes on (bash's wait and cooperative exit).
   */
  cooperate(): void {
    this.#shell.runtime.cooperates = true
    this.#listen('INT')
  }

  /** Ends the shell as the signal would have: the EXIT trap runs first. */
  end(signal: string): void {
    if (this.#isEnding) return
    this.#isEnding = true
    const shell = this.#shell
    const number = [...shell.host.signals].find(([, name]) => name === signal)?.[0] ?? 0
    // What runs stops at its next step; the trap runs in a copy that goes on.
    const child = startFork(shell)
    child.strand = { status: undefined }
    child.traps.set('EXIT', shell.traps.get('EXIT'))
    // The trap may wait for something: the shell, which comes to its end meanwhile, does not run it as well.
    shell.traps.hide(['EXIT'])
    // bash: the trap sees the status of the last command.
    shell.strand.status = 128 + number
    const ended = finishFork(child, () => child.status)
    const held = [...this.#held]
    if (!isPromise(ended) && held.length === 0) return shell.host.endBy(signal, 128 + number)
    void Promise.resolve(ended)
      .catch(() => undefined)
      .then(() => endJobs(held))
      .then(() => shell.host.endBy(signal, 128 + number))
    this.#dying = new Promise(() => undefined)
  }

  /** Set while something is to be done before the signal ends the process: a shell that comes to its end waits for that. */
  get dying(): Promise<never> | undefined {
    return this.#dying
  }

  /** The shell is over. */
  close(): void {
    for (const signal of fatal) this.#stop(signal)
  }

  #listen(signal: string): void {
    if (this.#stops.has(signal) || this.#shell.host.ignoredAtStart.has(signal)) return
    // `trap '' INT` keeps its effect: to listen would end it.
    if (this.#shell.traps.get(signal) === '') return
    this.#stops.set(
      signal,
      this.#shell.host.onSignal(signal, () => this.#arrived(signal)),
    )
  }

  #stop(signal: string): void {
    this.#stops.get(signal)?.()
    this.#stops.delete(signal)
  }

  #arrived(signal: string): void {
    const { runtime, traps } = this.#shell
    if (traps.get(signal) !== undefined) return
    if (signal === 'INT' && runtime.waiting > 0) runtime.wasInterrupted = true
    else this.end(signal)
  }
}
