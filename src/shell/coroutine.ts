import { Collector, type JobDriver, KeptOutput, startTask, type TaskJob } from '../jobs/index.ts'
import { forkBeside, type ForkBeside, type Shell } from '../lang/eval/index.ts'
import { encodeBytes } from '../value/index.ts'
import { withinDirectoryScope } from './directory-scope.ts'
import { installJobFetch } from './job-fetch.ts'
import { inCoroutine } from './running-job.ts'
import { withLazyConsole } from './stage-console.ts'

/** Something a coroutine has started and waits for: a text of commands. */
export interface Part {
  readonly pids: readonly number[]
  kill(signal: string): void
}

/** What a function that runs as a job is given. */
export interface JobContext {
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal
  readonly job: TaskJob
}

export interface CoroutineOptions {
  /** As typed. */
  readonly command: string
  readonly name?: string | undefined
}

/**
 * Runs a function beside the prompt as a coroutine job: what it and its commands write is the job's output, its commands
 * run in a copy of the shell's state, and cancelling ends what it waits for.
 */
export function startCoroutine<T>(
  shell: Shell,
  options: CoroutineOptions,
  run: (context: JobContext, coroutine: Coroutine) => T | PromiseLike<T>,
): TaskJob<T> {
  installJobFetch()
  const coroutine = new Coroutine(shell)
  const { output } = coroutine
  const job = startTask<T>(
    shell.jobs,
    { kind: 'coroutine', directory: shell.cwd, driver: coroutine, output, ...options },
    own => {
      coroutine.job = own
      return coroutine.run(() =>
        run(
          {
            job: own,
            get signal() {
              return own.signal
            },
          },
          coroutine,
        ),
      )
    },
  )
  void job.ended.then(() => output.end())
  return job
}

/** What belongs to one coroutine job: its copy of the shell, its console, the commands it has started. */
export class Coroutine implements JobDriver {
  readonly output = new KeptOutput()
  job: TaskJob<never> | TaskJob | undefined
  readonly #main: Shell
  #fork: ForkBeside | undefined
  #collector: Collector | undefined
  #parts: Set<Part> | undefined
  #cancels: Set<(reason: unknown) => void> | undefined
  #cancelled: { readonly reason: unknown } | undefined
  #paused: PromiseWithResolvers<void> | undefined

  constructor(main: Shell) {
    this.#main = main
  }

  /** The copy of the shell's state that its commands run in, made when the first one does. */
  get shell(): Shell {
    return (this.#fork ??= this.#makeFork()).shell
  }

  async run<T>(action: () => T | PromiseLike<T>): Promise<T> {
    try {
      return await inCoroutine(this, () => withinDirectoryScope(() => withLazyConsole(this.#writers, action)))
    } finally {
      await this.#close()
    }
  }

  readonly #writers = {
    out: (text: string) => this.output.write('stdout', encodeBytes(text)),
    err: (text: string) => this.output.write('stderr', encodeBytes(text)),
  }

  #makeFork(): ForkBeside {
    const { host } = this.#main
    const [out, err] = [host.pipe(), host.pipe()]
    this.#collector = new Collector({ stdout: out.read, stderr: err.read }, (stream, bytes) =>
      this.output.write(stream, bytes),
    )
    const descriptors = new Map([
      [0, host.open('/dev/null', 'read', 0, '/')],
      [1, out.write],
      [2, err.write],
    ])
    return forkBeside(this.#main, this.job?.command ?? '', descriptors)
  }

  async #close(): Promise<void> {
    this.#fork?.close()
    await this.#collector?.settled()
  }

  /** A part of it that signals are for, until the result is called. */
  attach(part: Part): () => void {
    const parts = (this.#parts ??= new Set())
    parts.add(part)
    if (this.#cancelled !== undefined) part.kill('TERM')
    else if (this.#paused !== undefined) part.kill('STOP')
    return () => void parts.delete(part)
  }

  /** Calls back when it is cancelled, until the result is called. */
  onCancel(listener: (reason: unknown) => void): () => void {
    if (this.#cancelled !== undefined) listener(this.#cancelled.reason)
    const cancels = (this.#cancels ??= new Set())
    cancels.add(listener)
    return () => void cancels.delete(listener)
  }

  /** While the job is stopped: when it goes on. */
  get paused(): Promise<void> | undefined {
    return this.#paused?.promise
  }

  stop(): void {
    this.#paused ??= Promise.withResolvers<void>()
    this.kill('STOP')
  }

  cont(): void {
    this.#paused?.resolve()
    this.#paused = undefined
    this.kill('CONT')
  }

  cancel(reason: unknown): void {
    this.#cancelled = { reason }
    for (const listener of [...(this.#cancels ?? [])]) listener(reason)
    this.#fork?.end()
    this.kill('TERM')
  }

  kill(signal: string): void {
    this.#fork?.kill(signal)
    for (const part of this.#parts ?? []) part.kill(signal)
  }

  get pids(): readonly number[] {
    return [...(this.#fork?.pids ?? []), ...[...(this.#parts ?? [])].flatMap(part => part.pids)]
  }
}
