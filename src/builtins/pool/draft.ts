import { availableParallelism } from 'node:os'
import { parseHalt } from '../../jobs/index.ts'
import type { Definition } from './definitions.ts'
import { usualEnding } from './ending.ts'
import type { PipeOptions, PoolCommandOptions } from './options.ts'
import type { Placeholder } from './replace.ts'

/** Options while they are read. */
export type Draft = { -readonly [K in keyof PoolCommandOptions]: PoolCommandOptions[K] } & {
  files: string[]
  ownPlaceholders: Map<string, Placeholder['form']>
  definitions: Definition[]
  pieces: { -readonly [K in keyof PipeOptions]: PipeOptions[K] }
}
const never = parseHalt('never') ?? { when: 'never', what: 'fail', count: 1, isPercent: false }

/** What is so if nothing is said. */
export function emptyDraft(): Draft {
  return {
    jobs: availableParallelism(),
    isDefaultSize: true,
    keepOrder: false,
    halt: never,
    retries: 1,
    timeoutMs: undefined,
    delayMs: 0,
    dryRun: false,
    verbose: 'no',
    joblog: undefined,
    resume: 'no',
    results: undefined,
    tag: undefined,
    output: 'group',
    json: false,
    progress: false,
    colsep: undefined,
    isCsv: false,
    retriesFailed: false,
    isQuoting: false,
    temporary: undefined,
    files: [],
    delimiter: '\n',
    end: undefined,
    skipFirst: false,
    separators: { values: ':::', files: '::::' },
    longest: undefined,
    pipe: undefined,
    pieces: {
      block: 1 << 20,
      recordStart: undefined,
      recordEnd: undefined,
      isRegex: false,
      removesSeparators: false,
      isRoundRobin: false,
      isFromFile: false,
      isTee: false,
      isFile: false,
    },
    perJob: undefined,
    perRecord: undefined,
    many: 'no',
    fills: false,
    replace: '{}',
    ownPlaceholders: new Map(),
    plus: false,
    definitions: [],
    filter: undefined,
    outputFiles: false,
    directory: undefined,
    header: undefined,
    trim: 'n',
    skipEmpty: false,
    nice: undefined,
    memfree: undefined,
    load: undefined,
    limit: undefined,
    ending: usualEnding,
    kind: undefined,
    name: undefined,
    shuffle: false,
    slotVariable: undefined,
    semaphore: undefined,
    link: false,
    operands: [],
  }
}
