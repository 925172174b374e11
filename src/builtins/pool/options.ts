import type { Halt } from '../../jobs/index.ts'
import { nearestName } from '../../diag/index.ts'
import type { Definition } from './definitions.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { aliases, absent, flags, letters, valued } from './option-table.ts'
import type { Ending } from './ending.ts'
import type { Limit } from './pace.ts'
import type { Placeholder } from './replace.ts'
import type { SemaphoreOptions } from './semaphore.ts'
import { tableFormat } from './result-table.ts'

/** What the command line of `pool` asks for (GNU parallel's names and meaning). */
export interface PoolCommandOptions {
  readonly jobs: number
  /** -j was not given. */
  readonly isDefaultSize: boolean
  readonly keepOrder: boolean
  readonly halt: Halt
  /** How often a task is tried in all. */
  readonly retries: number
  readonly timeoutMs: number | undefined
  readonly delayMs: number
  readonly dryRun: boolean
  /** The command before its output: on standard output (-v) or error (-t). */
  readonly verbose: 'no' | 'stdout' | 'stderr'
  readonly joblog: string | undefined
  /** `all`: what the joblog has is done; `failed`: only what succeeded is. */
  readonly resume: 'no' | 'all' | 'failed'
  /** The commands of the joblog that failed run again, and nothing else. */
  readonly retriesFailed: boolean
  /** Command lines are shown as one quoted word each, and not run. */
  readonly isQuoting: boolean
  /** Where files are made for tasks (--tmpdir). */
  readonly temporary: string | undefined
  readonly results: string | undefined
  readonly tag: string | undefined
  /** `group`: a task's output together; `line`: whole lines as they come; `none`: as it is written. */
  readonly output: 'group' | 'line' | 'none'
  readonly json: boolean
  readonly progress: boolean
  readonly colsep: RegExp | undefined
  /** Values are records of comma-separated text. */
  readonly isCsv: boolean
  readonly files: readonly string[]
  readonly delimiter: string
  /** A value that ends the input (-E). */
  readonly end: string | undefined
  readonly skipFirst: boolean
  readonly separators: { readonly values: string; readonly files: string }
  /** Characters of the longest command line (-s). */
  readonly longest: number | undefined
  /** Standard input in pieces, one to each task. */
  readonly pipe: PipeOptions | undefined
  readonly perJob: number | undefined
  /** Lines of a record of --pipe (-L). */
  readonly perRecord: number | undefined
  /** `-X`: as many values as fit, with the text around each; `-m`: without. */
  readonly many: 'no' | 'words' | 'context'
  /** As few tasks as can be, not as many as there are workers (--xargs). */
  readonly fills: boolean
  readonly replace: string
  /** Other texts for placeholders (--er ,,), by these texts. */
  readonly ownPlaceholders: ReadonlyMap<string, Placeholder['form']>
  /** The placeholders of --plus. */
  readonly plus: boolean
  /** Placeholders of the user's own (--rpl). */
  readonly definitions: readonly Definition[]
  /** Only tasks for which this is true run (--filter). */
  readonly filter: string | undefined
  /** A task's output is kept in a file, whose name is written instead (--files). */
  readonly outputFiles: boolean
  /** Where commands run (--wd). */
  readonly directory: string | undefined
  readonly header: string | undefined
  readonly trim: 'n' | 'l' | 'r' | 'lr'
  readonly skipEmpty: boolean
  readonly nice: number | undefined
  readonly memfree: number | undefined
  readonly load: number | undefined
  /** What decides whether another task may begin (--limit). */
  readonly limit: Limit | undefined
  /** How a task that has to end is told (--term-seq). */
  readonly ending: Ending
  readonly kind: string | undefined
  readonly name: string | undefined
  readonly shuffle: boolean
  /** A variable that gets the worker's number, from 0 (--process-slot-var). */
  readonly slotVariable: string | undefined
  /** Sources go along with each other. */
  readonly link: boolean
  /** Others of this name are waited for, and the command runs beside the shell (--semaphore). */
  readonly semaphore: SemaphoreOptions | undefined
  readonly operands: readonly string[]
}

/** How --pipe cuts standard input. */
export interface PipeOptions {
  readonly block: number
  readonly recordStart: string | undefined
  readonly recordEnd: string | undefined
  readonly isRegex: boolean
  readonly removesSeparators: boolean
  /** A task a worker, and pieces to whichever is ready (--round-robin). */
  readonly isRoundRobin: boolean
  /** It is read from the file of -a instead (--pipepart). */
  readonly isFromFile: boolean
  /** All of it to each of the tasks (--tee). */
  readonly isTee: boolean
  /** A task gets the name of a file with its piece as its value (--cat). */
  readonly isFile: boolean
}

/** Reads options up to the command; gives a message where one is wrong. */
export function readPoolOptions(args: readonly string[]): PoolCommandOptions | string {
  const draft = emptyDraft()
  let at = 0
  while (at < args.length) {
    const word = args[at] ?? ''
    if (word === '--') {
      at++
      break
    }
    if (!/^-./.test(word) || word === '-') break
    const used = word.startsWith('--')
      ? takeLong(draft, word, args[at + 1])
      : takeShort(draft, word, args[at + 1])
    if (typeof used === 'string') return used
    at += 1 + used
  }
  if (draft.retriesFailed && draft.joblog === undefined) return '--retry-failed needs --joblog'
  // Of values it says how many lines a task gets.
  if (draft.pipe === undefined) draft.perJob ??= draft.perRecord
  if (draft.pipe?.isFromFile === true && draft.files.length !== 1)
    return '--pipepart: of which file? (-a FILE)'
  if (draft.pipe?.isFromFile === false && draft.files.length > 0)
    return `--pipe: reads standard input, not -a ${draft.files.join(' -a ')} (use < ${draft.files[0] ?? ''})`
  if (draft.resume !== 'no' && draft.joblog === undefined && draft.results === undefined)
    return '--resume needs --joblog or --results'
  const table = draft.results === undefined ? undefined : tableFormat(draft.results)
  if (draft.resume !== 'no' && draft.joblog === undefined && table !== undefined)
    return `--results ${draft.results}: --resume needs --joblog, or a folder of results`
  return { ...draft, operands: args.slice(at) }
}

function takeLong(draft: Draft, word: string, next: string | undefined): number | string {
  const [name = '', inline] = word.slice(2).split(/=(.*)/s)
  return take(draft, name, word, inline, next)
}

function take(
  draft: Draft,
  name: string,
  word: string,
  inline: string | undefined,
  next: string | undefined,
): number | string {
  if (name === 'X') {
    draft.many = 'context'
    return 0
  }
  name = wholeName(aliases[name] ?? name)
  const plain = flags[name]
  if (plain !== undefined && inline === undefined) return plain(draft, '') ?? 0
  const taker = valued[name]
  if (taker === undefined) return `${word}: ${absent[name] ?? `invalid option${hintFor(name)}`}`
  const value = inline ?? next
  if (value === undefined) return `${word}: option requires an argument`
  return taker(draft, value) ?? (inline === undefined ? 1 : 0)
}

/** `-k`, `-j2`, `-j 2`, `-kj2`. */
function takeShort(draft: Draft, word: string, next: string | undefined): number | string {
  for (let i = 1; i < word.length; i++) {
    const name = letters[word[i] ?? '']
    if (name === undefined) return `-${word[i]}: invalid option`
    const isFlag = name === 'X' || flags[name] !== undefined
    const rest = word.slice(i + 1).replace(/^=/, '')
    const used = take(draft, name, `-${word[i]}`, isFlag || rest === '' ? undefined : rest, next)
    if (typeof used === 'string' || !isFlag) return used
  }
  return 0
}

/** As GNU parallel's: the beginning of a name is enough where only one begins so. */
function wholeName(name: string): string {
  if (name in flags || name in valued || name in absent || name.length < 2) return name
  const whole = new Set(
    [...allNames(), ...Object.keys(absent)].flatMap(one =>
      one.startsWith(name) ? [aliases[one] ?? one] : [],
    ),
  )
  const [only = name] = whole
  return whole.size === 1 ? only : name
}

function allNames(): readonly string[] {
  return [...Object.keys(flags), ...Object.keys(valued), ...Object.keys(aliases)]
}

/** The option that somebody most likely meant. */
function hintFor(name: string): string {
  const near = nearestName(name, allNames())
  return near === undefined ? '' : ` (did you mean --${near}?)`
}
