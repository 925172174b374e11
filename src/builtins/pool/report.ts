import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Shell } from '../../lang/eval/index.ts'
import { encodeBytes } from '../../value/index.ts'
import type { TaskInput } from './inputs.ts'
import { Joblog } from './joblog.ts'
import { KeptResults } from './kept-results.ts'
import type { PoolCommandOptions } from './options.ts'
import type { TaskOutput } from './output.ts'
import { placeholderTexts, splitPlaceholders, type Evaluate } from './replace.ts'
import { resultFolder } from './result-folder.ts'

/** How a task ended, and what it wrote or gave. */
export interface TaskResult {
  readonly input: TaskInput
  readonly slot: number
  readonly status: number
  readonly signal: number
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

  constructor(parts: ReportParts) {
    const { options, shell, names, keeps } = parts
    this.#parts = parts
    this.#joblog =
      options.joblog === undefined
        ? undefined
        : new Joblog(shell.resolvePath(options.joblog), options.resume !== 'no')
    this.#tag =
      options.tag === undefined
        ? undefined
        : splitPlaceholders(options.tag, { ...options, replace: '{}' }, names)
    this.#kept = keeps ? new KeptResults() : undefined
  }

  tell(result: TaskResult): void {
    const { options, output } = this.#parts
    const { input, slot, startedAt, endedAt, status, signal } = result
    this.#joblog?.add({
      seq: input.seq,
      startedAt,
      endedAt,
      sent: input.block?.length ?? 0,
      received: byteLength(result.stdout),
      status,
      signal,
      command: this.#text(result),
    })
    this.#kept?.add(this.#json(result))
    if (options.results !== undefined) this.#save(options.results, result)
    if (options.json) return output.task(input.seq, `${this.#json(result)}\n`, '')
    // As GNU's: what is kept in files is not written besides.
    if (options.results !== undefined) return
    const tag = this.tagOf(input, slot)
    const echoed = (stream: 'stdout' | 'stderr'): string =>
      (options.verbose === stream ? `${this.#text(result)}\n` : '') + result[stream]
    output.task(input.seq, tagged(tag, echoed('stdout')), tagged(tag, echoed('stderr')))
  }

  /** GNU parallel says which task it was that ended the run. */
  tellHalt(result: TaskResult): void {
    this.#parts.output.task(0, '', `pool: This job failed:\n${this.#text(result)}\n`)
  }

  /** A line of a task that runs (--line-buffer). */
  line(text: string, stream: 'stdout' | 'stderr', input: TaskInput, slot: number): void {
    this.#parts.output.line(`${this.tagOf(input, slot)}${text}\n`, stream)
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

  /** GNU parallel's folders: DIR/1/value/stdout. */
  #save(directory: string, { input, stdout, stderr }: TaskResult): void {
    const folder = join(
      this.#parts.shell.resolvePath(directory),
      resultFolder(input.values, this.#parts.names),
    )
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'stdout'), encodeBytes(stdout))
    writeFileSync(join(folder, 'stderr'), encodeBytes(stderr))
    writeFileSync(join(folder, 'seq'), String(input.seq))
  }
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
