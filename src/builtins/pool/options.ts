import { availableParallelism } from 'node:os'
import { type Halt, parseHalt } from '../../jobs/index.ts'
import { parseDuration } from '../../value/index.ts'

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
  readonly verbose: boolean
  readonly joblog: string | undefined
  /** `all`: what the joblog has is done; `failed`: only what succeeded is. */
  readonly resume: 'no' | 'all' | 'failed'
  readonly results: string | undefined
  readonly tag: string | undefined
  /** `group`: a task's output together; `line`: whole lines as they come; `none`: as it is written. */
  readonly output: 'group' | 'line' | 'none'
  readonly json: boolean
  readonly progress: boolean
  readonly colsep: RegExp | undefined
  readonly files: readonly string[]
  readonly delimiter: string
  readonly perJob: number | undefined
  /** `-X`: as many values as fit, with the text around each; `-m`: without. */
  readonly many: 'no' | 'words' | 'context'
  readonly replace: string
  readonly header: string | undefined
  readonly trim: 'n' | 'l' | 'r' | 'lr'
  readonly skipEmpty: boolean
  readonly nice: number | undefined
  readonly memfree: number | undefined
  readonly load: number | undefined
  readonly kind: string | undefined
  readonly name: string | undefined
  readonly shuffle: boolean
  /** Sources go along with each other. */
  readonly link: boolean
  readonly operands: readonly string[]
}

type Draft = { -readonly [K in keyof PoolCommandOptions]: PoolCommandOptions[K] } & { files: string[] }
type Taker = (draft: Draft, value: string) => string | undefined

const never = parseHalt('never') ?? { when: 'never', what: 'fail', count: 1, isPercent: false }

function flag(set: (draft: Draft) => void): Taker {
  return draft => {
    set(draft)
    return undefined
  }
}

/** Options without a value. */
const flags: Readonly<Record<string, Taker>> = {
  'keep-order': flag(draft => (draft.keepOrder = true)),
  'dry-run': flag(draft => (draft.dryRun = true)),
  verbose: flag(draft => (draft.verbose = true)),
  resume: flag(draft => draft.resume === 'no' && (draft.resume = 'all')),
  'resume-failed': flag(draft => (draft.resume = 'failed')),
  tag: flag(draft => (draft.tag = '{}')),
  'line-buffer': flag(draft => (draft.output = 'line')),
  lb: flag(draft => (draft.output = 'line')),
  group: flag(draft => (draft.output = 'group')),
  ungroup: flag(draft => (draft.output = 'none')),
  json: flag(draft => (draft.json = true)),
  bar: flag(draft => (draft.progress = true)),
  eta: flag(draft => (draft.progress = true)),
  progress: flag(draft => (draft.progress = true)),
  null: flag(draft => (draft.delimiter = '\0')),
  xargs: flag(draft => (draft.many = 'words')),
  'no-run-if-empty': flag(draft => (draft.skipEmpty = true)),
  quote: flag(() => undefined),
  link: flag(draft => (draft.link = true)),
  xapply: flag(draft => (draft.link = true)),
  shuf: flag(draft => (draft.shuffle = true)),
}

/** Options with one. */
const valued: Readonly<Record<string, Taker>> = {
  jobs: (draft, value) =>
    setNumber(jobsOf(value), value, 'a number of jobs', n => {
      draft.jobs = n
      draft.isDefaultSize = false
    }),
  halt: (draft, value) => {
    const halt = parseHalt(value)
    if (halt === undefined) return `--halt ${value}: not a policy (never, soon,fail=1, now,success=1 …)`
    draft.halt = halt
    return undefined
  },
  retries: (draft, value) =>
    setNumber(whole(value), value, 'a number', n => (draft.retries = Math.max(1, n))),
  timeout: (draft, value) => setNumber(parseDuration(value), value, 'a time', n => (draft.timeoutMs = n)),
  delay: (draft, value) => setNumber(parseDuration(value), value, 'a time', n => (draft.delayMs = n)),
  joblog: (draft, value) => set(() => (draft.joblog = value)),
  results: (draft, value) => set(() => (draft.results = value)),
  tagstring: (draft, value) => set(() => (draft.tag = value)),
  colsep: (draft, value) => {
    try {
      draft.colsep = new RegExp(value)
      return undefined
    } catch {
      return `--colsep ${value}: not a regular expression`
    }
  },
  'arg-file': (draft, value) => set(() => draft.files.push(value)),
  delimiter: (draft, value) => {
    const text = value.replace(
      /\\(?:n|t|0)/,
      escape => ({ '\\n': '\n', '\\t': '\t', '\\0': '\0' })[escape] ?? escape,
    )
    if (text.length !== 1) return `--delimiter ${value}: one character`
    draft.delimiter = text
    return undefined
  },
  'max-replace-args': (draft, value) => setNumber(whole(value), value, 'a number', n => (draft.perJob = n)),
  'max-args': (draft, value) => setNumber(whole(value), value, 'a number', n => (draft.perJob = n)),
  header: (draft, value) => set(() => (draft.header = value)),
  trim: (draft, value) => {
    if (!/^(?:n|l|r|lr|rl)$/.test(value)) return `--trim ${value}: n, l, r or lr`
    draft.trim = value === 'rl' ? 'lr' : (value as Draft['trim'])
    return undefined
  },
  nice: (draft, value) => setNumber(whole(value), value, 'a number', n => (draft.nice = n)),
  memfree: (draft, value) => setNumber(bytesOf(value), value, 'a size', n => (draft.memfree = n)),
  load: (draft, value) => setNumber(loadOf(value), value, 'a load', n => (draft.load = n)),
  kind: (draft, value) => {
    if (!/^(?:thread|process|coroutine|auto)$/.test(value))
      return `--kind ${value}: thread, process, coroutine or auto`
    draft.kind = value
    return undefined
  },
  name: (draft, value) => set(() => (draft.name = value)),
  I: (draft, value) => set(() => (draft.replace = value)),
}

const letters: Readonly<Record<string, string>> = {
  j: 'jobs',
  P: 'jobs',
  k: 'keep-order',
  X: 'X',
  m: 'xargs',
  0: 'null',
  N: 'max-replace-args',
  n: 'max-args',
  a: 'arg-file',
  C: 'colsep',
  d: 'delimiter',
  I: 'I',
  q: 'quote',
  v: 'verbose',
  t: 'verbose',
  u: 'ungroup',
  r: 'no-run-if-empty',
}

/** Options of parallel's that pool does not have, and what to do instead. */
const absent: Readonly<Record<string, string>> = {
  pipe: 'cut the input with split or a TypeScript stage',
  pipepart: 'cut the input with split or a TypeScript stage',
  semaphore: 'not supported yet: flock serialises commands',
  sshlogin: 'machines are not supported yet',
  tmux: 'not supported',
}

function set(assign: () => unknown): undefined {
  assign()
}

function setNumber(
  value: number | undefined,
  text: string,
  what: string,
  assign: (value: number) => unknown,
): string | undefined {
  if (value === undefined || Number.isNaN(value)) return `${text}: not ${what}`
  assign(value)
  return undefined
}

function whole(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** `4`, `50%`, `+1`, `-1`, `0` (as many as there are), `auto`. */
function jobsOf(text: string): number | undefined {
  const cores = availableParallelism()
  if (text === 'auto') return cores
  if (/^\d+%$/.test(text)) return Math.max(1, Math.floor((cores * Number.parseInt(text, 10)) / 100))
  if (/^[+-]\d+$/.test(text)) return Math.max(1, cores + Number(text))
  const number = whole(text)
  return number === 0 ? Number.POSITIVE_INFINITY : number
}

function bytesOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kKmMgGtT]?)$/.exec(text)
  if (match === null) return undefined
  const unit = match[2] ?? ''
  const base = unit === unit.toLowerCase() ? 1000 : 1024
  return Number(match[1]) * base ** ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase())
}

function loadOf(text: string): number | undefined {
  if (/^\d+%$/.test(text)) return (availableParallelism() * Number.parseInt(text, 10)) / 100
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined
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
  if (draft.resume !== 'no' && draft.joblog === undefined && draft.results === undefined)
    return '--resume needs --joblog'
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
  const plain = flags[name]
  if (plain !== undefined && inline === undefined) return plain(draft, '') ?? 0
  const taker = valued[name]
  if (taker === undefined) return `${word}: ${absent[name] ?? 'invalid option'}`
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

function emptyDraft(): Draft {
  return {
    jobs: availableParallelism(),
    isDefaultSize: true,
    keepOrder: false,
    halt: never,
    retries: 1,
    timeoutMs: undefined,
    delayMs: 0,
    dryRun: false,
    verbose: false,
    joblog: undefined,
    resume: 'no',
    results: undefined,
    tag: undefined,
    output: 'group',
    json: false,
    progress: false,
    colsep: undefined,
    files: [],
    delimiter: '\n',
    perJob: undefined,
    many: 'no',
    replace: '{}',
    header: undefined,
    trim: 'n',
    skipEmpty: false,
    nice: undefined,
    memfree: undefined,
    load: undefined,
    kind: undefined,
    name: undefined,
    shuffle: false,
    link: false,
    operands: [],
  }
}
