import { isOver, type ProcessJob } from '../../jobs/index.ts'
import type { Process, ProcessHost } from '../../os/index.ts'
import { isPromise } from '../../value/index.ts'

/** How long a program that ends just now may take for it. */
const endingMs = 5

/**
 * The process group that the foreground programs of a line share, if it runs more than one, kept alive by a process that only
 * waits. A program that is just ending does not hear of a Ctrl-C, and a group of nobody else loses it: a loop of short
 * programs would go on. This process hears of it.
 */
export class LineGroup {
  readonly #host: ProcessHost
  readonly #interrupt: () => void
  #isFirst = true
  #anchor: Process | undefined
  #isOver = false
  #isStarting = false

  /** `interrupt`: a Ctrl-C came to the group. */
  constructor(host: ProcessHost, interrupt: () => void) {
    this.#host = host
    this.#interrupt = interrupt
  }

  /** The group of the next job, undefined where it is to lead its own; `isOnly`: it seems to be all that the line does. */
  next(isOnly: boolean): number | undefined {
    const isAlone = this.#isFirst && isOnly
    this.#isFirst = false
    if (isAlone || !this.#host.hasJobControl) return undefined
    try {
      this.#anchor?.ask?.()
      this.#anchor ??= this.#start()
      this.#isStarting = true
      return this.#anchor?.pid
    } catch {
      // Without it only a Ctrl-C in an unlucky moment is lost.
      return undefined
    }
  }

  /** A program that was to join the group is there; a Ctrl-C in between may or may not have reached it. */
  started(): void {
    if (this.#isStarting) this.#anchor?.ask?.()
    this.#isStarting = false
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
    started.onChange = status => {
      if (status.type !== 'exited' && status.type !== 'signaled') return
      write.close()
      if (this.#anchor !== started) return
      this.#anchor = undefined
      if (status.type === 'signaled' && status.signal === 'INT') this.#interrupted(started.pid)
    }
    return started
  }

  /** A program that lives on has handled the Ctrl-C, as far as the line is concerned (bash does so too). */
  #interrupted(group: number): void {
    if (this.#isStarting || !this.#hasMembers(group)) return this.#interrupt()
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
