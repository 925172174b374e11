import { isAbsolute, relative } from 'node:path'
import type { Shell } from '../../lang/eval/index.ts'
import type { TaskInput } from './inputs.ts'
import { Joblog, type LogEntry } from './joblog.ts'
import { KeptResults } from './kept-results.ts'
import { keepOutput } from './output-file.ts'
import type { PoolCommandOptions } from './options.ts'
import type { TaskOutput } from './output.ts'
import { placeholderTexts, splitPlaceholders, type Evaluate } from './replace.ts'
import { ResultFolder } from './result-folder.ts'
import { ResultTable, tableFormat } from './result-table.ts'

/** How a task ended, and what it wrote or gave. */
export interface TaskResult {
  readonly input: TaskInput
  readonly slot: number
  readonly status: number
  readonly signal: number
  /** The pool ended it: it took too long, or there was no room for it. */
  readonly wasEnded?: boolean
  readonly startedAt: number
  readonly endedAt: number
  readonly stdout: string
  readonly stderr: string
  /** Of a function: what it gave, or what it threw. */
  readonly value?: unknown
  readonly error?: string
}

export interface ReportParts {
  readonly options: PoolCommandOptions
  readonly shell: Shell
  readonly output: TaskOutput
  readonly evaluate: Evaluate
  readonly names: readonly string[]
  /** The command as one could type it. */
  text(input: TaskInput, slot: number): string
  /** Somebody may ask for the results later. */
  readonly keeps: boolean
}

/** What is told of tasks that are over: their output, the joblog, files, objects. */
export class Report {
  readonly #parts: ReportParts
  readonly #joblog: Joblog | undefined
  readonly #tag: ReturnType<typeof splitPlaceholders> | undefined
  readonly #kept: KeptResults | undefined
  readonly #table: ResultTable | undefined
  readonly #folder: ResultFolder | undefined

  constructor(parts: ReportParts) {
    const { options, names, keeps } = parts
    this.#parts = parts
    this.#joblog = joblogOf(parts)
    this.#tag =
      options.tag === undefined
        ? undefined
        : splitPlaceholders(options.tag, { ...options, replace: '{}' }, names)
    this.#kept = keeps ? new KeptResults() : undefined
    this.#table = tableOf(parts)
    this.#folder = this.#table === undefined ? folderOf(parts) : undefined
  }

  tell(result: TaskResult): void {
    this.#kept?.add(this.#json(result))
    this.#write(result)
    // Last, as GNU's: what the log has as done is done.
    if (this.#joblog !== undefined || this.#table !== undefined) this.#log(result)
  }

  #write(result: TaskResult): void {
    const { options, output } = this.#parts
    const { input, stdout, stderr } = result
    const files = this.#folder?.save({ ...input, slot: result.slot }, result)
    if (options.json) output.task(input.seq, `${this.#json(result)}\n`, '')
    else if (options.outputFiles) {
      const path = files === undefined ? keepOutput(stdout, this.#temporary) : this.#shown(files.stdout)
      this.#show(result, `${path}\n`, files === undefined ? stderr : '')
    }
    // As GNU's: what is kept in files is not written besides.
    else if (options.results === undefined) this.#show(result, stdout, stderr)
  }

  get #temporary(): string | undefined {
    const { options, shell } = this.#parts
    return options.temporary === undefined ? undefined : shell.resolvePath(options.temporary)
  }

  /** A path from where it was said. */
  #shown(path: string): string {
    const { options, shell } = this.#parts
    return isAbsolute(options.results ?? '/') ? path : relative(shell.cwd, path)
  }

  #log(result: TaskResult): void {
    const { input, startedAt, endedAt, status, signal, stdout, stderr } = result
    const entry: LogEntry = {
      seq: input.seq,
      startedAt,
      endedAt,
      sent: input.feeder?.bytes ?? input.block?.length ?? 0,
      received: byteLength(stdout),
      status,
      signal,
      wasEnded: result.wasEnded === true,
      command: this.#text(result),
    }
    this.#joblog?.add(entry)
    this.#table?.add({ ...entry, values: input.values, stdout, stderr })
  }

  #show(result: TaskResult, stdout: string, stderr: string): void {
    const { options, output } = this.#parts
    const { input, slot } = result
    const tag = this.tagOf(input, slot)
    const echo = options.verbose === 'no' ? '' : `${this.#text(result)}\n`
    const [out, err] = [options.verbose === 'stdout' ? echo : '', options.verbose === 'stderr' ? echo : '']
    output.task(input.seq, tagged(tag, out + stdout), tagged(tag, err + stderr))
  }

  /** GNU parallel says which task it was that ended the run. */
  tellHalt(result: TaskResult): void {
    this.#parts.output.task(0, '', `pool: This job failed:\n${this.#text(result)}\n`)
  }

  /** A line of a task that runs (--line-buffer). */
  line(text: string, stream: 'stdout' | 'stderr', input: TaskInput, slot: number): void {
    this.#parts.output.line(`${this.tagOf(input, slot)}${text}\n`, stream, input.seq)
  }

  /** The results so far, as objects. */
  results(): readonly unknown[] {
    return this.#kept?.list() ?? []
  }

  tagOf(input: TaskInput, slot: number): string {
    if (this.#tag === undefined) return ''
    const task = { ...input, slot }
    const texts = this.#tag.map(piece =>
      typeof piece === 'string' ? piece : placeholderTexts(piece, task, this.#parts.evaluate).join(' '),
    )
    return `${texts.join('')}\t`
  }

  #text({ input, slot }: TaskResult): string {
    return this.#parts.text(input, slot)
  }

  #json(result: TaskResult): string {
    const { input, status, signal, stdout, stderr, startedAt, endedAt } = result
    const isValue = 'value' in result
    return JSON.stringify({
      seq: input.seq,
      values: input.values,
      ...(isValue ? {} : { command: this.#text(result) }),
      status,
      signal,
      startedAt: new Date(startedAt).toISOString(),
      ms: endedAt - startedAt,
      ...(isValue ? { value: result.value, error: result.error } : { stdout, stderr }),
    })
  }
}

/** `-` is standard output. */
function joblogOf({ options, shell, output }: ReportParts): Joblog | undefined {
  const { joblog, resume, retriesFailed } = options
  if (joblog === undefined) return undefined
  const write = joblog === '-' ? (text: string) => output.line(text, 'stdout') : undefined
  return new Joblog(shell.resolvePath(joblog), resume !== 'no' || retriesFailed, write)
}

function tableOf({ options, shell, names, output }: ReportParts): ResultTable | undefined {
  const { results } = options
  const format = results === undefined ? undefined : tableFormat(results)
  if (results === undefined || format === undefined) return undefined
  const path = /^-\.\w+$/.test(results) ? undefined : shell.resolvePath(results)
  return new ResultTable(format, path, names, options.resume !== 'no', text => output.line(text, 'stdout'))
}

function folderOf({ options, shell, names, evaluate }: ReportParts): ResultFolder | undefined {
  return options.results === undefined
    ? undefined
    : new ResultFolder(options.results, shell.cwd, options, names, evaluate)
}

function tagged(tag: string, text: string): string {
  if (tag === '' || text === '') return text
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n')
  return lines.map(line => `${tag}${line}\n`).join('')
}

/** A byte that is no text counts as one. */
function byteLength(text: string): number {
  return Buffer.byteLength(text) - 2 * (text.match(/[\udc80-\udcff]/g)?.length ?? 0)
}
