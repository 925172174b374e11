import type { InPort } from '../../lang/eval/index.ts'
import type { Descriptor } from '../../os/index.ts'
import { parseCsv } from '../../value/index.ts'
import type { PoolCommandOptions } from './options.ts'
import { csvRecords, records } from './records.ts'
import { unescaped } from './option-values.ts'
import type { Feeder } from './round-robin.ts'
import { TemplateError } from './template.ts'

/** Where values come from: words of the command line, a file (`-` is standard input), or standard input. */
export interface InputSource {
  readonly values: readonly string[] | { readonly file: string }
  /** `:::+`: one of it for each of the source before, as many as both have; --link: a shorter one begins again. */
  readonly link: 'no' | 'shortest' | 'again'
}

/** The words before the first `:::`, and the sources after it. */
export function splitSources(
  words: readonly string[],
  { values, files }: PoolCommandOptions['separators'],
): {
  readonly command: readonly string[]
  readonly sources: readonly InputSource[]
} {
  const separators = new Set([values, `${values}+`, files, `${files}+`])
  const first = words.findIndex(word => separators.has(word))
  if (first === -1) return { command: words, sources: [] }
  const sources: InputSource[] = []
  for (let at = first; at < words.length;) {
    const mark = words[at] ?? ''
    let end = at + 1
    while (end < words.length && !separators.has(words[end] ?? '')) end++
    const given = words.slice(at + 1, end)
    const link = mark === `${values}+` || mark === `${files}+` ? 'shortest' : 'no'
    if (mark === files || mark === `${files}+`)
      for (const file of given) sources.push({ values: { file }, link })
    else sources.push({ values: given, link })
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
  const given: InputSource[] = [
    ...options.files.map(file => ({ values: { file }, link: 'no' as const })),
    ...sources,
  ]
  const hasHeader = options.header !== undefined
  if (given.length <= 1) {
    const rows = valuesOf(given[0]?.values ?? { file: '-' }, options, readers)
    if (options.skipFirst) await rows.next()
    const first = hasHeader ? await rows.next() : undefined
    const names = first === undefined || first.done === true ? [] : columns(first.value, options)
    return { names, values: mapRows(rows, options) }
  }
  const lists = await Promise.all(
    given.map(source => Array.fromAsync(valuesOf(source.values, options, readers))),
  )
  const names = hasHeader ? lists.flatMap(list => columns(list.shift() ?? '', options)) : []
  const linked = options.link
    ? given.map((source, i) => ({ ...source, link: i > 0 ? ('again' as const) : ('no' as const) }))
    : given
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
  const groups: { readonly lists: (readonly string[])[]; link: InputSource['link'] }[] = []
  for (const [i, list] of lists.entries()) {
    const link = sources[i]?.link ?? 'no'
    const last = groups.at(-1)
    if (link === 'no' || last === undefined) groups.push({ lists: [list], link: 'no' })
    else {
      last.lists.push(list)
      last.link = link
    }
  }
  yield* combine(groups.map(group => sideBySide(group.lists, group.link)))
}

/** As many as the shortest has (`:::+`), or as the longest has: a shorter one begins again (--link). */
function sideBySide(lists: readonly (readonly string[])[], link: InputSource['link']): (readonly string[])[] {
  const lengths = lists.map(list => list.length)
  const length = link === 'again' && !lengths.includes(0) ? Math.max(...lengths) : Math.min(...lengths)
  return Array.from({ length }, (_, i) => lists.map(list => list[i % list.length] ?? ''))
}

function* combine(groups: readonly (readonly (readonly string[])[])[]): Generator<readonly string[]> {
  const [first, ...rest] = groups
  if (first === undefined) return yield []
  for (const head of first) for (const tail of combine(rest)) yield [...head, ...tail]
}

function columns(value: string, options: PoolCommandOptions): readonly string[] {
  const { trim } = options
  const parts = split(value, options)
  if (trim === 'n') return parts
  return parts.map(part => {
    const left = trim.includes('l') ? part.trimStart() : part
    return trim.includes('r') ? left.trimEnd() : left
  })
}

function split(value: string, { colsep, isCsv }: PoolCommandOptions): readonly string[] {
  if (!isCsv) return colsep === undefined ? [value] : value.split(colsep)
  try {
    return parseCsv(value, colsep === undefined ? ',' : unescaped(colsep.source))[0] ?? ['']
  } catch {
    throw new TemplateError(`--csv: ${value}: a quote is not closed`)
  }
}

async function* valuesOf(
  values: InputSource['values'],
  options: PoolCommandOptions,
  readers: SourceReaders,
): AsyncGenerator<string> {
  const isEnd = (record: string): boolean => options.end !== undefined && record === options.end
  if (!('file' in values)) {
    for (const value of values) {
      if (isEnd(value)) return
      yield value
    }
    return
  }
  const port = values.file === '-' ? readers.standard : readers.open(values.file)
  const all = records(port, options.delimiter)
  for await (const record of options.isCsv ? csvRecords(all) : all) {
    if (isEnd(record)) return
    if (!options.skipEmpty || record !== '') yield record
  }
}

/** One task: its number and its values; with -N or -X several groups of values. */
export interface TaskInput {
  readonly seq: number
  readonly values: readonly string[]
  /** What it reads (--pipe). */
  readonly block?: Uint8Array
  /** What it reads piece by piece (--round-robin). */
  readonly feeder?: Feeder
  /** Opens what it reads anew (--tee). */
  open?(): Descriptor
  /** How many tasks there are, where a placeholder asks for it. */
  readonly total?: number
}
