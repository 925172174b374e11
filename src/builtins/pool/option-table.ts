import { parseHalt } from '../../jobs/index.ts'
import { parseDuration } from '../../value/index.ts'
import { readEnding } from './ending.ts'
import { bytesOf, jobsOf, loadOf, readLimit, setNumber, unescaped, whole } from './option-values.ts'
import { readDefinition } from './definitions.ts'
import type { Draft } from './draft.ts'
import type { Placeholder } from './replace.ts'
import type { SemaphoreOptions } from './semaphore.ts'

type Taker = (draft: Draft, value: string) => string | undefined

function flag(set: (draft: Draft) => void): Taker {
  return draft => {
    set(draft)
    return undefined
  }
}

/** Options without a value. */
export const flags: Readonly<Record<string, Taker>> = {
  'keep-order': flag(draft => (draft.keepOrder = true)),
  'dry-run': flag(draft => (draft.dryRun = true)),
  verbose: flag(draft => (draft.verbose = 'stderr')),
  v: flag(draft => (draft.verbose = 'stdout')),
  plus: flag(draft => (draft.plus = true)),
  pipe: flag(draft => (draft.pipe = draft.pieces)),
  'round-robin': flag(draft => {
    draft.pipe = draft.pieces
    draft.pieces.isRoundRobin = true
  }),
  pipepart: flag(draft => {
    draft.pipe = draft.pieces
    draft.pieces.isFromFile = true
  }),
  tee: flag(draft => {
    draft.pipe = draft.pieces
    draft.pieces.isTee = true
  }),
  cat: flag(draft => {
    draft.pipe = draft.pieces
    draft.pieces.isFile = true
  }),
  csv: flag(draft => (draft.isCsv = true)),
  'retry-failed': flag(draft => (draft.retriesFailed = true)),
  'shell-quote': flag(draft => (draft.isQuoting = true)),
  regexp: flag(draft => (draft.pieces.isRegex = true)),
  'remove-rec-sep': flag(draft => (draft.pieces.removesSeparators = true)),
  'skip-first-line': flag(draft => (draft.skipFirst = true)),
  // What is so anyway.
  gnu: flag(() => undefined),
  silent: flag(() => undefined),
  plain: flag(() => undefined),
  'will-cite': flag(() => undefined),
  resume: flag(draft => draft.resume === 'no' && (draft.resume = 'all')),
  'resume-failed': flag(draft => (draft.resume = 'failed')),
  tag: flag(draft => (draft.tag = '{}')),
  'line-buffer': flag(draft => (draft.output = 'line')),
  group: flag(draft => (draft.output = 'group')),
  ungroup: flag(draft => (draft.output = 'none')),
  json: flag(draft => (draft.json = true)),
  bar: flag(draft => (draft.progress = true)),
  eta: flag(draft => (draft.progress = true)),
  progress: flag(draft => (draft.progress = true)),
  null: flag(draft => (draft.delimiter = '\0')),
  m: flag(draft => (draft.many = 'words')),
  xargs: flag(draft => {
    draft.many = 'words'
    draft.fills = true
  }),
  'no-run-if-empty': flag(draft => (draft.skipEmpty = true)),
  quote: flag(() => undefined),
  link: flag(draft => (draft.link = true)),
  xapply: flag(draft => (draft.link = true)),
  shuf: flag(draft => (draft.shuffle = true)),
  files: flag(draft => (draft.outputFiles = true)),
  semaphore: flag(draft => (draft.semaphore = semaphoreOf(draft))),
  fg: flag(draft => (draft.semaphore = { ...semaphoreOf(draft), isForeground: true })),
  bg: flag(draft => (draft.semaphore = { ...semaphoreOf(draft), isForeground: false })),
  wait: flag(draft => (draft.semaphore = { ...semaphoreOf(draft), waitsForAll: true })),
}

function semaphoreOf({ semaphore }: Draft): SemaphoreOptions {
  return semaphore ?? { name: 'default', waitsForAll: false, isForeground: false, timeout: undefined }
}

/** An option that gives a placeholder another text. */
function own(form: Placeholder['form']): Taker {
  return (draft, value) => set(() => draft.ownPlaceholders.set(value, form))
}

/** Options with one. */
export const valued: Readonly<Record<string, Taker>> = {
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
    setNumber(whole(value), value, 'a number', n => (draft.retries = n === 0 ? Number.POSITIVE_INFINITY : n)),
  timeout: (draft, value) => setNumber(parseDuration(value), value, 'a time', n => (draft.timeoutMs = n)),
  delay: (draft, value) => setNumber(parseDuration(value), value, 'a time', n => (draft.delayMs = n)),
  joblog: (draft, value) => set(() => (draft.joblog = value)),
  tmpdir: (draft, value) => set(() => (draft.temporary = value)),
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
    const text = unescaped(value)
    if (text === '') return '--delimiter: which one?'
    draft.delimiter = text
    return undefined
  },
  eof: (draft, value) => set(() => (draft.end = value)),
  'arg-sep': (draft, value) => set(() => (draft.separators = { ...draft.separators, values: value })),
  'arg-file-sep': (draft, value) => set(() => (draft.separators = { ...draft.separators, files: value })),
  'max-chars': (draft, value) => setNumber(bytesOf(value), value, 'a number', n => (draft.longest = n)),
  'max-lines': (draft, value) => setNumber(whole(value), value, 'a number', n => (draft.perRecord = n)),
  block: (draft, value) => setNumber(bytesOf(value), value, 'a size', n => (draft.pieces.block = n)),
  recstart: (draft, value) => set(() => (draft.pieces.recordStart = unescaped(value))),
  recend: (draft, value) => set(() => (draft.pieces.recordEnd = unescaped(value))),
  workdir: (draft, value) => set(() => (draft.directory = value)),
  extensionreplace: own('.'),
  basenamereplace: own('/'),
  dirnamereplace: own('//'),
  basenameextensionreplace: own('/.'),
  seqreplace: own('#'),
  slotreplace: own('%'),
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
  limit: (draft, value) => {
    const limit = readLimit(value)
    if (typeof limit === 'string') return limit
    draft.limit = limit
    return undefined
  },
  'term-seq': (draft, value) => {
    const ending = readEnding(value)
    if (ending === undefined)
      return `--term-seq ${value}: signals and milliseconds in turn (TERM,200,KILL,25)`
    draft.ending = ending
    return undefined
  },
  kind: (draft, value) => {
    if (!/^(?:thread|process|coroutine|auto)$/.test(value))
      return `--kind ${value}: thread, process, coroutine or auto`
    draft.kind = value
    return undefined
  },
  name: (draft, value) => set(() => (draft.name = value)),
  'process-slot-var': (draft, value) => {
    if (!/^[A-Za-z_]\w*$/.test(value)) return `--process-slot-var ${value}: not the name of a variable`
    draft.slotVariable = value
    return undefined
  },
  I: (draft, value) => set(() => (draft.replace = value)),
  rpl: (draft, value) => {
    const definition = readDefinition(value)
    if (typeof definition === 'string') return definition
    draft.definitions.push(definition)
    return undefined
  },
  'semaphore-name': (draft, value) => set(() => (draft.semaphore = { ...semaphoreOf(draft), name: value })),
  'semaphore-timeout': (draft, value) =>
    setNumber(parseDuration(value.replace(/^-/, '')), value, 'a time', ms => {
      draft.semaphore = { ...semaphoreOf(draft), timeout: { ms, takes: !value.startsWith('-') } }
    }),
  filter: (draft, value) => set(() => (draft.filter = value)),
}

export const letters: Readonly<Record<string, string>> = {
  j: 'jobs',
  P: 'jobs',
  k: 'keep-order',
  X: 'X',
  m: 'm',
  0: 'null',
  N: 'max-replace-args',
  n: 'max-args',
  a: 'arg-file',
  C: 'colsep',
  d: 'delimiter',
  I: 'I',
  q: 'quote',
  v: 'v',
  t: 'verbose',
  E: 'eof',
  L: 'max-lines',
  s: 'max-chars',
  u: 'ungroup',
  r: 'no-run-if-empty',
  S: 'sshlogin',
  J: 'profile',
  p: 'interactive',
  V: 'version',
}

/** Options by other names. */
export const aliases: Readonly<Record<string, string>> = {
  'max-procs': 'jobs',
  'halt-on-error': 'halt',
  replace: 'I',
  er: 'extensionreplace',
  bnr: 'basenamereplace',
  dnr: 'dirnamereplace',
  bner: 'basenameextensionreplace',
  wd: 'workdir',
  'block-size': 'block',
  id: 'semaphore-name',
  semaphorename: 'semaphore-name',
  st: 'semaphore-timeout',
  semaphoretimeout: 'semaphore-timeout',
  'pipe-part': 'pipepart',
  dryrun: 'dry-run',
  removerecsep: 'remove-rec-sep',
  rrs: 'remove-rec-sep',
  lb: 'line-buffer',
  linebuffer: 'line-buffer',
  keeporder: 'keep-order',
  termseq: 'term-seq',
  shellquote: 'shell-quote',
  retryfailed: 'retry-failed',
  tempdir: 'tmpdir',
  round: 'round-robin',
  roundrobin: 'round-robin',
  jl: 'joblog',
  res: 'results',
  'output-as-files': 'files',
  outputasfiles: 'files',
  spreadstdin: 'pipe',
}

const machines = 'machines are not supported yet'
const terminals = 'tasks get no terminal of their own: tmux new-window runs a command in one'
const records = 'sort or awk brings records together; --pipe --recstart cuts in front of each group'
const results = 'no database: --results file.csv, .tsv or .json keeps a table of the results'
const processors = 'nproc says how many there are'

/** Options of parallel's that pool does not have, and what to do instead. */
export const absent: Readonly<Record<string, string>> = {
  fifo: '--cat gives each task a file with its piece',
  sshlogin: machines,
  S: machines,
  sshloginfile: machines,
  slf: machines,
  transfer: machines,
  transferfile: machines,
  return: machines,
  cleanup: machines,
  trc: machines,
  basefile: machines,
  onall: machines,
  nonall: machines,
  tmux: terminals,
  tmuxpane: terminals,
  tty: terminals,
  'open-tty': terminals,
  interactive: '--dry-run shows the commands without running them',
  compress: 'not needed: what tasks write is kept in files without names, as it is',
  env: 'not needed: exported variables and functions are there',
  'record-env': 'not needed: exported variables and functions are there',
  session: 'not needed: variables, functions and aliases are there',
  embed: 'not needed: a script of the shell has pool',
  profile: 'an alias or a function of the shell keeps options',
  template: 'a function of TypeScript writes files: pool @(v => …)',
  color: 'colours are not given to tasks: --tag says whose a line is',
  ctag: '--tag says whose a line is, without colours',
  ctagstring: '--tagstring says whose a line is, without colours',
  'latest-line': 'a terminal shows a line a worker; --line-buffer writes all lines',
  ll: 'a terminal shows a line a worker; --line-buffer writes all lines',
  bin: records,
  shard: records,
  'group-by': records,
  groupby: records,
  memsuspend: '--memfree begins no task while there is less memory',
  noswap: '--memfree begins no task while there is less memory',
  parens: '--rpl makes placeholders of your own',
  sqlmaster: results,
  sqlworker: results,
  sqlandworker: results,
  sql: results,
  'number-of-cpus': processors,
  'number-of-cores': processors,
  'number-of-threads': processors,
  'number-of-sockets': processors,
  version: 'nacre --version',
  minversion: 'nacre --version',
  'show-limits': 'getconf ARG_MAX says how long a command line may be',
  'max-line-length-allowed': 'getconf ARG_MAX says how long a command line may be',
}

function set(assign: () => unknown): undefined {
  assign()
}
