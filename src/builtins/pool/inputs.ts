import type { InPort } from '../../lang/eval/index.ts'
import { decodeBytes } from '../../value/index.ts'
import type { PoolCommandOptions } from './options.ts'

/** Where values come from: words of the command line, a file (`-` is standard input), or standard input. */
export interface InputSource {
  readonly values: readonly string[] | { readonly file: string }
  /** `:::+`: one of it for each of the source before, not each for each. */
  readonly isLinked: boolean
}

/** The words before the first `:::`, and the sources after it. */
export function splitSources(words: readonly string[]): {
  readonly command: readonly string[]
  readonly sources: readonly InputSource[]
} {
  const separator = /^::::?\+?$/
  const first = words.findIndex(word => separator.test(word))
  if (first === -1) return { command: words, sources: [] }
  const sources: InputSource[] = []
  for (let at = first; at < words.length;) {
    const mark = words[at] ?? ''
    let end = at + 1
    while (end < words.length && !separator.test(words[end] ?? '')) end++
    const given = words.slice(at + 1, end)
    const isLinked = mark.endsWith('+')
    if (mark.startsWith('::::')) for (const file of given) sources.push({ values: { file }, isLinked })
    else sources.push({ values: given, isLinked })
    at = end
  }
  return { command: words.slice(0, first), sources }
}

/** How sources are read. */
export interface SourceReaders {
  readonly standard: Pick<InPort, 'read'>
  open(file: string): Pick<InPort, 'read'>
}

/** Where the tasks' values come from, and what a header calls them. */
export interface OpenedValues {
  readonly names: readonly string[]
  readonly values: AsyncIterable<readonly string[]>
}

/** The values of each task, one an input source; with --colsep one a column. */
export async function openValues(
  sources: readonly InputSource[],
  options: PoolCommandOptions,
  readers: SourceReaders,
): Promise<OpenedValues> {
  const given = [...options.files.map(file => ({ values: { file }, isLinked: false })), ...sources]
  const hasHeader = options.header !== undefined
  if (given.length <= 1) {
    const rows = valuesOf(given[0]?.values ?? { file: '-' }, options, readers)
    const first = hasHeader ? await rows.next() : undefined
    const names = first === undefined || first.done === true ? [] : columns(first.value, options)
    return { names, values: mapRows(rows, options) }
  }
  const lists = await Promise.all(
    given.map(source => Array.fromAsync(valuesOf(source.values, options, readers))),
  )
  const names = hasHeader ? lists.flatMap(list => columns(list.shift() ?? '', options)) : []
  const linked = options.link ? given.map((source, i) => ({ ...source, isLinked: i > 0 })) : given
  return { names, values: tuples(lists, linked, options) }
}

/** What is left of an iteration that has begun. */
async function* mapRows(
  rows: AsyncGenerator<string>,
  options: PoolCommandOptions,
): AsyncGenerator<readonly string[]> {
  for (;;) {
    const step = await rows.next()
    if (step.done === true) return
    yield columns(step.value, options)
  }
}

async function* tuples(
  lists: readonly (readonly string[])[],
  sources: readonly InputSource[],
  options: PoolCommandOptions,
): AsyncGenerator<readonly string[]> {
  for (const tuple of product(lists, sources)) yield tuple.flatMap(value => [...columns(value, options)])
}

/** Each with each, the last source quickest; linked ones go along with the one before. */
function* product(
  lists: readonly (readonly string[])[],
  sources: readonly InputSource[],
): Generator<readonly string[]> {
  const groups: (readonly string[])[][] = []
  for (const [i, list] of lists.entries()) {
    const last = groups.at(-1)
    if (sources[i]?.isLinked === true && last !== undefined) last.push(list)
    else groups.push([list])
  }
  yield* combine(groups.map(linked))
}

/** Lists side by side, as many as the longest has: a shorter one begins again (GNU parallel, --link). */
function linked(lists: readonly (readonly string[])[]): (readonly string[])[] {
  const length = lists.some(list => list.length === 0) ? 0 : Math.max(...lists.map(list => list.length))
  return Array.from({ length }, (_, i) => lists.map(list => list[i % list.length] ?? ''))
}

function* combine(groups: readonly (readonly (readonly string[])[])[]): Generator<readonly string[]> {
  const [first, ...rest] = groups
  if (first === undefined) return yield []
  for (const head of first) for (const tail of combine(rest)) yield [...head, ...tail]
}

function columns(value: string, { colsep, trim }: PoolCommandOptions): readonly string[] {
  const parts = colsep === undefined ? [value] : value.split(colsep)
  if (trim === 'n') return parts
  return parts.map(part => {
    const left = trim.includes('l') ? part.trimStart() : part
    return trim.includes('r') ? left.trimEnd() : left
  })
}

async function* valuesOf(
  values: InputSource['values'],
  options: PoolCommandOptions,
  readers: SourceReaders,
): AsyncGenerator<string> {
  if (!('file' in values)) return yield* values
  const port = values.file === '-' ? readers.standard : readers.open(values.file)
  for await (const record of records(port, options.delimiter))
    if (!options.skipEmpty || record !== '') yield record
}

/** Texts between delimiters; what follows the last one counts if there is something. */
async function* records(port: Pick<InPort, 'read'>, delimiter: string): AsyncGenerator<string> {
  const end = delimiter.charCodeAt(0)
  let kept: Uint8Array[] = []
  for (;;) {
    const bytes = await port.read(1 << 16)
    if (bytes === undefined) break
    let from = 0
    for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, from)) {
      kept.push(bytes.subarray(from, at))
      yield decodeBytes(kept.length === 1 && kept[0] !== undefined ? kept[0] : Buffer.concat(kept))
      kept = []
      from = at + 1
    }
    if (from < bytes.length) kept.push(bytes.slice(from))
  }
  if (kept.length > 0) yield decodeBytes(Buffer.concat(kept))
}

/** One task: its number and its values; with -N or -X several groups of values. */
export interface TaskInput {
  readonly seq: number
  readonly values: readonly string[]
}

/** Puts values together where a task takes several (-N, -n, -X, -m), and numbers the tasks. */
export async function* taskInputs(
  values: AsyncIterable<readonly string[]>,
  options: PoolCommandOptions,
): AsyncGenerator<TaskInput> {
  let seq = 0
  for await (const group of grouped(values, options)) yield { seq: ++seq, values: group }
}

/** What a command line may be long (Linux allows 128 KiB for one argument, more for all). */
const longest = 100_000

async function* grouped(
  values: AsyncIterable<readonly string[]>,
  { perJob, many, jobs, shuffle }: PoolCommandOptions,
): AsyncGenerator<readonly string[]> {
  if (shuffle)
    return yield* grouped(shuffled(await Array.fromAsync(values)), { ...noShuffle, perJob, many, jobs })
  if (many === 'no' && perJob === undefined) return yield* values
  let limit = perJob ?? Number.POSITIVE_INFINITY
  let source: Iterable<readonly string[]> | AsyncIterable<readonly string[]> = values
  if (many !== 'no' && perJob === undefined) {
    const all = await Array.fromAsync(values)
    // Fairly among the workers, as far as they fit.
    limit = Math.ceil(all.length / Math.min(jobs, all.length))
    source = all
  }
  let group: string[] = []
  let length = 0
  for await (const value of source) {
    const size = value.reduce((sum, text) => sum + text.length + 1, 0)
    if (group.length > 0 && (group.length + value.length > limit || length + size > longest)) {
      yield group
      group = []
      length = 0
    }
    group.push(...value)
    length += size
  }
  if (group.length > 0) yield group
}

const noShuffle = { shuffle: false } as PoolCommandOptions

async function* shuffled(values: (readonly string[])[]): AsyncGenerator<readonly string[]> {
  for (let left = values.length; left > 0; left--) {
    const at = Math.floor(Math.random() * left)
    const chosen = values[at]
    values[at] = values[left - 1] ?? []
    if (chosen !== undefined) yield chosen
  }
}
