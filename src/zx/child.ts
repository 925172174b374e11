import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { StartedText } from '../lang/eval/index.ts'
import { isPromise } from '../value/index.ts'

export type ChildStreams = readonly [stdin: Writable | null, stdout: Readable | null, stderr: Readable | null]

/** A command text that runs in a fork, with the face of a Node ChildProcess, as zx expects one. */
export class ShellChild extends EventEmitter {
  readonly stdin: Writable | null
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  readonly stdio: ChildStreams
  exitCode: number | null = null
  signalCode: string | null = null
  killed = false
  #started: StartedText | undefined

  constructor(streams: ChildStreams) {
    super()
    this.stdio = streams
    ;[this.stdin, this.stdout, this.stderr] = streams
  }

  /** The last program it started; a text of builtins has no process. */
  get pid(): number | undefined {
    return this.#started?.pids.at(-1)
  }

  kill(signal: string | number = 'SIGTERM'): boolean {
    if (this.exitCode !== null || this.signalCode !== null || this.#started === undefined) return false
    this.killed = true
    this.#started.kill(String(signal).replace(/^SIG/, ''))
    return true
  }

  /** The text is running; its end becomes `exit`, and `close` once its output has been read. */
  started(started: StartedText): void {
    this.#started = started
    const { status } = started
    if (!isPromise(status)) {
      queueMicrotask(() => this.#ended(status))
      return
    }
    status.then(
      value => this.#ended(value),
      (error: unknown) => this.failed(error),
    )
  }

  /** It could not be run. */
  failed(error: unknown): void {
    this.emit('error', error)
    this.#ended(1)
  }

  #ended(status: number): void {
    const last = this.#started?.lastEnd()
    if (last?.type === 'signaled' && status === 128 + last.number) this.signalCode = `SIG${last.signal}`
    else this.exitCode = status
    this.stdin?.destroy()
    this.emit('exit', this.exitCode, this.signalCode)
    void Promise.all([read(this.stdout), read(this.stderr)]).then(() =>
      this.emit('close', this.exitCode, this.signalCode),
    )
  }
}

function read(stream: Readable | null): Promise<void> {
  if (stream === null || stream.closed) return Promise.resolve()
  return new Promise(resolve => stream.once('close', () => resolve()))
}
