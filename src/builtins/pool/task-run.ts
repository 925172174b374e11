import { type PoolBackend, type PoolFunction, PoolRun } from '../../jobs/index.ts'
import type { Ports, Shell } from '../../lang/eval/index.ts'
import type { TaskInput } from './inputs.ts'
import { RunJob } from './job.ts'
import { lookAhead } from './look-ahead.ts'
import type { PoolCommandOptions } from './options.ts'
import { TaskOutput } from './output.ts'
import { makeProgress, type Progress } from './progress.ts'
import type { Evaluate } from './replace.ts'
import { Report, type TaskResult } from './report.ts'

/** What a run of `pool` is made of, whatever its workers are. */
export interface TaskRunParts {
  readonly options: PoolCommandOptions
  readonly shell: Shell
  readonly ports: Ports
  readonly inputs: AsyncIterator<TaskInput>
  readonly evaluate: Evaluate
  readonly names: readonly string[]
  /** The command as one could type it. */
  text(input: TaskInput, slot: number): string
}

/** The workers, and how what comes from them is read. */
export interface TaskWorkers {
  readonly backend: PoolBackend
  readonly fn: PoolFunction
  /** What a call gets of its input. */
  argument(input: TaskInput): unknown
  result(value: unknown, begun: BegunTask): TaskResult
  /** Undefined for what is no failure of the task's: it is said by its message. */
  failure(error: unknown, begun: BegunTask): TaskResult | undefined
  close(): Promise<void>
}

/** A task that runs, or did. */
export interface BegunTask {
  readonly input: TaskInput
  readonly slot: number
  readonly startedAt: number
}

/** One run over inputs: hands them out, tells of what comes back, and heeds its job, Ctrl-C and readers that leave. */
export class TaskRun {
  readonly #parts: TaskRunParts
  readonly #output: TaskOutput
  readonly #job: RunJob
  readonly #progress: Progress | undefined
  readonly #begun = new Map<number, BegunTask>()
  readonly report: Report
  #workers: TaskWorkers | undefined
  #run: PoolRun | undefined
  #failedStatus = 0
  /** How many tasks there would have been, where it was asked for. */
  #total = 0
  #broken: { readonly error: unknown } | undefined

  constructor(parts: TaskRunParts) {
    const { options, shell, ports, evaluate, names } = parts
    this.#parts = parts
    this.#job = new RunJob(shell)
    this.#progress = makeProgress(options, ports, shell, this.#job.isForeground)
    this.#output = new TaskOutput(
      ports,
      options.keepOrder && options.output !== 'none',
      error => this.#break(error),
      this.#progress,
    )
    this.report = new Report({
      options,
      shell,
      output: this.#output,
      evaluate,
      names,
      text: (input, slot) => parts.text(input, slot),
      keeps: this.#job.isSeen,
    })
  }

  /** Runs all of it; gives the status. */
  async run(workers: TaskWorkers): Promise<number> {
    const ended = Promise.withResolvers<{ readonly error: unknown } | undefined>()
    const run = this.#makeRun(workers, error => ended.resolve(error))
    const { interruption } = this.#parts.shell.session
    const interrupt = (): void => run.abort()
    if (interruption?.aborted === true) interrupt()
    interruption?.addEventListener('abort', interrupt)
    this.#job.show({
      run,
      backend: workers.backend,
      output: this.#output,
      progress: this.#progress,
      results: () => this.report.results(),
    })
    try {
      run.pump()
      const error = await ended.promise
      await workers.close()
      await this.#output.finish()
      if (error !== undefined) throw error.error
      if (this.#broken !== undefined) throw this.#broken.error
      return interruption?.aborted === true ? 130 : this.#status(run)
    } finally {
      interruption?.removeEventListener('abort', interrupt)
      this.#job.end()
      await this.#progress?.finish()
    }
  }

  #makeRun(workers: TaskWorkers, ended: (error?: { readonly error: unknown }) => void): PoolRun {
    const { options } = this.#parts
    this.#workers = workers
    const run: PoolRun = new PoolRun(
      workers.backend,
      workers.fn,
      this.#inputs(total => run.expect(total)),
      {
        halt: options.halt,
        retries: { times: options.retries - 1, delay: 0 },
        timeout: options.timeoutMs,
        argument: item => workers.argument(item as TaskInput),
      },
      {
        result: (index, value) => this.#succeeded(index, value),
        failure: (index, item, error) => this.#failed(index, item as TaskInput, error),
        started: (index, item, worker) => this.#started(index, item as TaskInput, worker),
        ended,
      },
    )
    this.#run = run
    this.#progress?.follow(run)
    return run
  }

  /** Read ahead where somebody sees how many there are. */
  #inputs(total: (count: number) => void): AsyncIterator<TaskInput> {
    const { inputs } = this.#parts
    const isWanted = this.#progress !== undefined || this.#job.isSeen
    return isWanted ? lookAhead(inputs, total) : inputs
  }

  #started(index: number, input: TaskInput, slot: number): void {
    this.#total = input.total ?? 0
    if (input.total !== undefined) this.#run?.expect(input.total)
    this.#output.begun(input.seq)
    this.#begun.set(index, { input, slot, startedAt: Date.now() })
    this.#progress?.started(slot, input.values.join(' '))
  }

  #over(index: number, input: TaskInput | undefined): BegunTask {
    const begun = this.#begun.get(index) ?? {
      input: input ?? { seq: index + 1, values: [] },
      slot: 1,
      startedAt: Date.now(),
    }
    this.#begun.delete(index)
    return begun
  }

  #succeeded(index: number, value: unknown): void {
    const begun = this.#over(index, undefined)
    const result = this.#workers?.result(value, begun)
    this.#progress?.ended(begun.slot)
    if (result !== undefined) this.report.tell(result)
  }

  #failed(index: number, input: TaskInput, error: unknown): void {
    const begun = this.#over(index, input)
    const result = this.#workers?.failure(error, begun)
    this.#progress?.ended(begun.slot, failureText(input, result, error))
    if (result === undefined) {
      this.#failedStatus = 1
      this.#output.task(0, '', `pool: ${input.values.join(' ')}: ${messageOf(error)}\n`)
      return
    }
    this.#failedStatus = result.status
    this.report.tell(result)
    if (this.#parts.options.halt.when !== 'never') this.report.tellHalt(result)
  }

  /** GNU parallel, EXIT STATUS: how many failed, or with --halt the status of the one that ended it. */
  #status({ failed }: PoolRun): number {
    const { halt } = this.#parts.options
    if (failed === 0) return 0
    if (halt.isPercent && halt.what === 'fail') return Math.min(100, Math.floor((failed * 100) / this.#total))
    if (halt.when !== 'never' && halt.what === 'success') return 0
    if (halt.when !== 'never') return this.#failedStatus
    return Math.min(failed, 101)
  }

  /** Nobody reads any more. */
  #break(error: unknown): void {
    this.#broken ??= { error }
    this.#run?.abort()
  }
}

function failureText({ values }: TaskInput, result: TaskResult | undefined, error: unknown): string {
  const how =
    result === undefined || 'value' in result
      ? messageOf(error)
      : result.signal > 0
        ? `signal ${result.signal}`
        : `status ${result.status}`
  return `${values.join(' ')}: ${how}`
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
