import { EventEmitter } from 'node:events'
import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { StartedText } from '../lang/eval/index.ts'
import { passForChildProcess, SystemError } from '../os/index.ts'
import { isPromise } from '../value/index.ts'
import type { Plumbing } from './plumbing.ts'

export interface ChildOptions {
  readonly text: string
  readonly plumbing: Plumbing
  readonly signal?: AbortSignal | undefined
  readonly killSignal?: string | number | undefined
  /** Called once, just before the text starts: what may still be connected otherwise. */
  beforeStart(child: ShellChild): void
  start(child: ShellChild): StartedText
}

/**
 * A command text that runs in a fork, with the face of a Node ChildProcess, as zx expects one. It starts in the next
 * microtask, or when somebody asks for its pid: until then it can be joined to another by a kernel pipe.
 */
export class ShellChild extends EventEmitter {
  readonly stdin: Writable | null
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  readonly stdio: readonly [Writable | null, Readable | null, Readable | null]
  readonly spawnargs: readonly string[]
  readonly spawnfile = 'nacre'
  exitCode: number | null = null
  signalCode: string | null = null
  killed = false
  readonly #options: ChildOptions
  #started: StartedText | undefined
  #isWaiting = true
  #pid: number | undefined
  #killedBy: string | undefined

  constructor(options: ChildOptions) {
    super()
    const { stdin, stdout, stderr } = options.plumbing
    this.stdin = stdin
    this.stdout = stdout
    this.stderr = stderr
    this.stdio = [stdin, stdout, stderr]
    this.spawnargs = ['nacre', '-c', options.text]
    this.#options = options
    queueMicrotask(() => this.start())
    this.#followSignal(options.signal)
  }

  get text(): string {
    return this.#options.text
  }

  get plumbing(): Plumbing {
    return this.#options.plumbing
  }

  /** It has not started yet. */
  get isWaiting(): boolean {
    return this.#isWaiting
  }

  get isOver(): boolean {
    return this.exitCode !== null || this.signalCode !== null
  }

  /** The program that it runs; where there is none, a process that stands for it. */
  get pid(): number | undefined {
    this.start()
    if (this.#pid !== undefined || this.#started === undefined) return this.#pid
    const pid = this.#started.pids.at(-1) ?? this.#started.standIn()
    if (isPromise(pid)) pid.then(known => (this.#pid = known)).catch(() => undefined)
    else this.#pid = pid
    return this.#pid
  }

  /** The programs that it started so far. */
  get pids(): readonly number[] {
    return this.#started?.pids ?? []
  }

  kill(signal: string | number = 'SIGTERM'): boolean {
    this.start()
    if (this.isOver || this.#started === undefined) return false
    this.killed = true
    const name = typeof signal === 'number' ? nameOf(signal) : signal.replace(/^SIG/, '')
    if (name !== '0') this.#killedBy = name
    this.#started.kill(name)
    return true
  }

  start(): void {
    if (!this.#isWaiting) return
    this.#options.beforeStart(this)
    this.#isWaiting = false
    try {
      this.#started = this.#options.start(this)
    } catch (error) {
      queueMicrotask(() => this.#failed(error))
      return
    }
    const { status } = this.#started
    if (!isPromise(status)) {
      queueMicrotask(() => this.#ended(status))
      return
    }
    status.then(
      value => this.#ended(value),
      (error: unknown) => this.#failed(error),
    )
  }

  /** It could not be run: as in Node, the exit code is the error's number, below zero. */
  #failed(error: unknown): void {
    const said = spawnError(error)
    this.emit('error', said)
    for (const descriptor of this.plumbing.descriptors.values()) descriptor.close()
    this.#ended((said as NodeJS.ErrnoException).errno ?? 1)
  }

  #ended(status: number): void {
    const signal = this.#signalOf(status)
    if (signal === undefined) this.exitCode = status
    else this.signalCode = `SIG${signal}`
    this.stdin?.destroy()
    this.emit('exit', this.exitCode, this.signalCode)
    void Promise.all([closed(this.stdout), closed(this.stderr)]).then(() =>
      this.emit('close', this.exitCode, this.signalCode),
    )
  }

  #signalOf(status: number): string | undefined {
    const last = this.#started?.lastEnd()
    if (last?.type === 'signaled' && status === 128 + last.number) return last.signal
    return this.#started?.isCut === true &&
      this.#killedBy !== undefined &&
      status === 128 + numberOf(this.#killedBy)
      ? this.#killedBy
      : undefined
  }

  /** As Node does: an abort kills it and is an error. */
  #followSignal(signal: AbortSignal | undefined): void {
    if (signal === undefined) return
    const onAbort = () => {
      if (this.kill(this.#options.killSignal)) this.emit('error', abortError(signal.reason))
    }
    if (signal.aborted) return queueMicrotask(onAbort)
    signal.addEventListener('abort', onAbort, { once: true })
    this.once('exit', () => signal.removeEventListener('abort', onAbort))
  }
}

passForChildProcess(ShellChild)

function closed(stream: Readable | null): Promise<void> {
  if (stream === null || stream.closed) return Promise.resolve()
  return new Promise(resolve => stream.once('close', () => resolve()))
}

function numberOf(signal: string): number {
  return (constants.signals as Record<string, number>)[`SIG${signal}`] ?? 15
}

function nameOf(number: number): string {
  const found = Object.entries(constants.signals).find(([, value]) => value === number)?.[0]
  return found?.slice('SIG'.length) ?? String(number)
}

function abortError(reason: unknown): Error {
  const error = new Error('The operation was aborted', { cause: reason })
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' })
}

/** What Node's `error` event says: errno and code beside the message. */
function spawnError(error: unknown): unknown {
  if (!(error instanceof SystemError)) return error
  const errno = (constants.errno as Record<string, number>)[error.code]
  return Object.assign(new Error(`spawn nacre ${error.code}`, { cause: error }), {
    code: error.code,
    errno: errno === undefined ? undefined : -errno,
    syscall: 'spawn nacre',
  })
}
