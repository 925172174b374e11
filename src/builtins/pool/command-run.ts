import { mkdirSync, writeFileSync } from 'node:fs'
import { freemem, loadavg } from 'node:os'
import { join } from 'node:path'
import { type PoolFunction, PoolRun, PoolTimeout } from '../../jobs/index.ts'
import type { Ports, Shell } from '../../lang/eval/index.ts'
import { encodeBytes } from '../../value/index.ts'
import { CommandFailed, type CommandResult, Commands } from './commands.ts'
import type { TaskInput } from './inputs.ts'
import { Joblog } from './joblog.ts'
import type { PoolCommandOptions } from './options.ts'
import { TaskOutput } from './output.ts'
import { placeholderTexts, splitPlaceholders, type Evaluate } from './replace.ts'
import type { Template } from './template.ts'
import type { Progress } from './progress.ts'

/** What a run of `pool` is made of. */
export interface CommandRunParts {
  readonly options: PoolCommandOptions
  readonly shell: Shell
  readonly ports: Ports
  readonly template: Template
  readonly inputs: AsyncIterator<TaskInput>
  readonly evaluate: Evaluate
  readonly names: readonly string[]
  readonly progress: Progress | undefined
}

/** Runs commands over inputs; gives the status. */
export async function runCommands(parts: CommandRunParts): Promise<number> {
  return await new CommandRun(parts).run()
}

class CommandRun {
  readonly #parts: CommandRunParts
  readonly #output: TaskOutput
  readonly #joblog: Joblog | undefined
  readonly #tag: ReturnType<typeof splitPlaceholders> | undefined
  readonly #backend: Commands
  #run: PoolRun | undefined
  #failedStatus = 0
  #broken: { readonly error: unknown } | undefined

  constructor(parts: CommandRunParts) {
    const { options, shell, ports } = parts
    this.#parts = parts
    this.#output = new TaskOutput(
      ports,
      options.keepOrder && options.output === 'group',
      error => this.#break(error),
      parts.progress,
    )
    this.#joblog =
      options.joblog === undefined
        ? undefined
        : new Joblog(shell.resolvePath(options.joblog), options.resume !== 'no')
    this.#tag = options.tag === undefined ? undefined : splitPlaceholders(options.tag, '{}', parts.names)
    this.#backend = new Commands({
      shell,
      size: options.jobs,
      template: parts.template,
      output: options.output,
      delayMs: options.delayMs,
      nice: options.nice,
      line: (text, stream, input, slot) => this.#output.line(`${this.#tagOf(input, slot)}${text}\n`, stream),
      ...(options.memfree === undefined && options.load === undefined
        ? {}
        : { isBusy: () => isBusy(options) }),
    })
  }

  async run(): Promise<number> {
    const { options, inputs, shell, progress } = this.#parts
    const ended = Promise.withResolvers<{ readonly error: unknown } | undefined>()
    const run = new PoolRun(
      this.#backend,
      commandFunction,
      inputs,
      {
        halt: options.halt,
        retries: { times: options.retries - 1, delay: 0 },
        timeout: options.timeoutMs,
      },
      {
        result: (_, value) => this.#succeeded(value as CommandResult),
        failure: (_, item, error) => this.#failed(item as TaskInput, error),
        started: (_, item, worker) => progress?.started(worker, (item as TaskInput).values.join(' ')),
        progress: () => progress?.update(run),
        ended: error => ended.resolve(error),
      },
    )
    this.#run = run
    const { interruption } = shell.session
    const interrupt = (): void => run.abort()
    interruption?.addEventListener('abort', interrupt)
    try {
      run.pump()
      const error = await ended.promise
      await this.#backend.close()
      await this.#output.finish()
      if (error !== undefined) throw error.error
      if (this.#broken !== undefined) throw this.#broken.error
      return interruption?.aborted === true ? 130 : this.#status(run)
    } finally {
      interruption?.removeEventListener('abort', interrupt)
      progress?.finish(run)
    }
  }

  /** GNU parallel, EXIT STATUS: how many failed, or with --halt the status of the one that ended it. */
  #status({ failed }: PoolRun): number {
    const { halt } = this.#parts.options
    if (failed === 0) return 0
    if (halt.when !== 'never' && halt.what === 'success') return 0
    if (halt.when !== 'never') return this.#failedStatus
    return Math.min(failed, 101)
  }

  #succeeded(result: CommandResult): void {
    this.#tell(result)
  }

  #failed(input: TaskInput, error: unknown): void {
    const result = resultOf(error)
    if (result === undefined) {
      this.#failedStatus = 1
      this.#parts.shell.complain(`pool: ${input.values.join(' ')}: ${messageOf(error)}`)
      return
    }
    this.#failedStatus = result.status
    this.#tell(result)
    if (this.#parts.options.halt.when !== 'never')
      this.#output.task(0, '', `pool: This job failed:\n${this.#text(result)}\n`)
  }

  #tell(result: CommandResult): void {
    const { options } = this.#parts
    const { input, slot, startedAt, endedAt, status, signal } = result
    this.#joblog?.add({ seq: input.seq, startedAt, endedAt, status, signal, command: this.#text(result) })
    if (options.results !== undefined) this.#save(options.results, result)
    if (options.json) return this.#output.task(input.seq, `${this.#json(result)}\n`, '')
    // As GNU's: what is kept in files is not written besides.
    if (options.results !== undefined) return
    const tag = this.#tagOf(input, slot)
    const echoed = options.verbose ? `${this.#text(result)}\n` : ''
    this.#output.task(input.seq, tagged(tag, echoed + result.stdout), tagged(tag, result.stderr))
  }

  #text({ input, slot }: CommandResult): string {
    return this.#parts.template.text({ ...input, slot })
  }

  #json(result: CommandResult): string {
    const { input, status, signal, stdout, stderr, startedAt, endedAt } = result
    return JSON.stringify({
      seq: input.seq,
      values: input.values,
      command: this.#text(result),
      status,
      signal,
      startedAt: new Date(startedAt).toISOString(),
      ms: endedAt - startedAt,
      stdout,
      stderr,
    })
  }

  #tagOf(input: TaskInput, slot: number): string {
    if (this.#tag === undefined) return ''
    const task = { ...input, slot }
    const texts = this.#tag.map(piece =>
      typeof piece === 'string' ? piece : placeholderTexts(piece, task, this.#parts.evaluate).join(' '),
    )
    return `${texts.join('')}\t`
  }

  /** GNU parallel's folders: DIR/1/value/stdout. */
  #save(directory: string, { input, stdout, stderr }: CommandResult): void {
    const columns = input.values.flatMap((value, i) => [String(i + 1), value.replaceAll('/', '\\_') || '_'])
    const folder = join(this.#parts.shell.resolvePath(directory), ...columns)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'stdout'), encodeBytes(stdout))
    writeFileSync(join(folder, 'stderr'), encodeBytes(stderr))
    writeFileSync(join(folder, 'seq'), String(input.seq))
  }

  /** Nobody reads any more. */
  #break(error: unknown): void {
    if (this.#broken !== undefined) return
    this.#broken = { error }
    this.#run?.abort()
  }
}

/** Each line with what it belongs to before it. */
function tagged(tag: string, text: string): string {
  if (tag === '' || text === '') return text
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n')
  return lines.map(line => `${tag}${line}\n`).join('')
}

function resultOf(error: unknown): CommandResult | undefined {
  if (error instanceof CommandFailed) return error.result
  return error instanceof PoolTimeout ? (error as PoolTimeout & { result?: CommandResult }).result : undefined
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function isBusy({ memfree, load }: PoolCommandOptions): boolean {
  return (memfree !== undefined && freemem() < memfree) || (load !== undefined && (loadavg()[0] ?? 0) > load)
}

/** Commands are no functions: what is called is the template's affair. */
const commandFunction: PoolFunction = {
  call: () => undefined,
  pack: () => undefined,
  packArgument: () => undefined,
  trace: stack => stack,
}
