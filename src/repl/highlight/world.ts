import type { Names } from '../../lang/classify/index.ts'
import type { CommandKind, Knowledge } from './knowledge.ts'

/** What the shell knows at once, and what it has to look for; given by the wiring. */
export interface WorldHost {
  names(): Names
  readonly commandsOnly: boolean
  /** A command of the shell itself; undefined for any other. */
  ownCommand(name: string): 'builtin' | 'function' | 'alias' | undefined
  /** Looks for a program, by name or path, in the background. */
  findProgram(name: string): Promise<boolean>
  /** Looks whether a path is there, in the background. */
  findPath(path: string): Promise<boolean>
}

/** Questions that wait for the disk at a time: a slow one must not be flooded by a fast typist. */
const mostWaiting = 8

/**
 * Knowledge of the world that never waits: what is not known yet is looked for behind the keys, and `onNews` tells when
 * an answer is there. `forget` drops the answers, which a command may have made wrong.
 */
export class World implements Knowledge {
  readonly #host: WorldHost
  readonly #onNews: () => void
  #programs = new Map<string, boolean>()
  #paths = new Map<string, boolean>()
  #waiting = new Set<string>()
  #generation = 0

  constructor(host: WorldHost, onNews: () => void) {
    this.#host = host
    this.#onNews = onNews
  }

  names(): Names {
    return this.#host.names()
  }

  get commandsOnly(): boolean {
    return this.#host.commandsOnly
  }

  command(name: string): CommandKind | undefined {
    const own = name.includes('/') ? undefined : this.#host.ownCommand(name)
    if (own !== undefined) return own
    const found = this.#ask(this.#programs, name, 'program', () => this.#host.findProgram(name))
    return found === undefined ? undefined : found ? 'program' : 'missing'
  }

  path(path: string): boolean | undefined {
    return this.#ask(this.#paths, path, 'path', () => this.#host.findPath(path))
  }

  /** Programs and files may have come and gone. */
  forget(): void {
    this.#programs = new Map()
    this.#paths = new Map()
    this.#generation++
  }

  #ask(
    answers: Map<string, boolean>,
    name: string,
    subject: string,
    find: () => Promise<boolean>,
  ): boolean | undefined {
    const known = answers.get(name)
    const key = `${subject} ${name}`
    if (known !== undefined || this.#waiting.has(key) || this.#waiting.size >= mostWaiting) return known
    this.#waiting.add(key)
    const generation = this.#generation
    const settle = (found: boolean): void => {
      this.#waiting.delete(key)
      if (generation === this.#generation) answers.set(name, found)
      // An answer to forget is news as well: who wanted it since was told to wait for this one, and asks again.
      this.#onNews()
    }
    find().then(settle, () => settle(false))
    return undefined
  }
}
