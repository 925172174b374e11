import { isOver, type ProcessJob } from '../../jobs/index.ts'
import type { Process, ProcessHost } from '../../os/index.ts'
import { isPromise } from '../../value/index.ts'

/** How long a program that ends just now may take for it. */
const endingMs = 5

/**
 * The process group that a line's foreground programs share from the second one on, kept alive by a process that only
 * waits. A program that is just ending does not hear of a Ctrl-C, and a group of nobody else loses it: a loop of short
 * programs would go on. This process hears of it.
 */
export class LineGroup {
  readonly #host: ProcessHost
  readonly #interrupt: () => void
  #programs = 0
  #anchor: Process | undefined
  #isOver = false

  /** `interrupt`: a Ctrl-C came to the group. */
  constructor(host: ProcessHost, interrupt: () => void) {
    this.#host = host
    this.#interrupt = interrupt
  }

  /** The group of the next job; undefined where it is to lead its own. */
  next(): number | undefined {
    if (this.#programs++ === 0 || !this.#host.hasJobControl) return undefined
    try {
      this.#anchor ??= this.#start()
      return this.#anchor?.pid
    } catch {
      // Without it only a Ctrl-C in an unlucky moment is lost.
      return undefined
    }
  }

  /** A job of the line was stopped and keeps the group; what follows gets another one. */
  leaveTo(job: ProcessJob): void {
    const anchor = this.#anchor
    if (anchor === undefined || job.group !== anchor.pid) return
    this.#anchor = undefined
    if (isOver(job)) this.#release(anchor)
    else void job.ended.then(() => this.#release(anchor))
  }

  /** The line is over. */
  end(): void {
    if (this.#anchor !== undefined) this.#release(this.#anchor)
    this.#anchor = undefined
    this.#isOver = true
  }

  #start(): Process | undefined {
    const { read, write } = this.#host.pipe()
    // It ends with us as well, since the pipe does.
    const started = this.#host.spawn({
      file: '/bin/sh',
      argv: ['sh', '-c', 'read end'],
      environment: [],
      cwd: '/',
      descriptors: new Map([[0, read]]),
      group: 'new',
      foreground: false,
      umask: 0o77,
      // Stopped it would hear nothing; and only a Ctrl-C ends a line.
      ignoredSignals: new Set(['TSTP', 'QUIT']),
    })
    read.close()
    if (isPromise(started)) return undefined
    void started.ended.then(status => {
      write.close()
      if (this.#anchor !== started) return
      this.#anchor = undefined
      if (status.type === 'signaled' && status.signal === 'INT') this.#interrupted(started.pid)
    })
    return started
  }

  /** A program that lives on has handled the Ctrl-C, as far as the line is concerned (bash does so too). */
  #interrupted(group: number): void {
    if (!this.#hasMembers(group)) return this.#interrupt()
    setTimeout(() => {
      if (!this.#hasMembers(group) && !this.#isOver) this.#interrupt()
    }, endingMs)
  }

  #hasMembers(group: number): boolean {
    try {
      this.#host.kill(-group, '0')
      return true
    } catch {
      return false
    }
  }

  #release(process: Process): void {
    if (process.status !== undefined) return
    try {
      this.#host.kill(process.pid, 'KILL')
    } catch {
      // It went with the group.
    }
  }
}
