import type { StreamName } from './records.ts'

/** What a job wrote to its standard output and error, in the order it came. Readable while the job runs, and after. */
export interface JobOutput extends AsyncIterable<string> {
  /** False: it goes to the terminal (`cmd &`), or is the foreground's. Reading then throws. */
  readonly isKept: boolean
  /** Bytes written so far. */
  readonly size: number
  /** Bytes of memory that it takes. */
  readonly memory: number
  /** What is there so far as text, or what is of one stream: `await job` first to have all of it. */
  text(stream?: StreamName): Promise<string>
  /** Its lines as they come, from the first one on, until the job ends. */
  lines(): AsyncIterable<string>
  /** The bytes so far; with `follow` those to come as well. */
  chunks(options?: ReadOptions): AsyncIterable<Uint8Array>
  /** The last line so far, for a look at what it does. */
  readonly lastLine: string
}

export interface ReadOptions {
  /** Goes on until the job ends. */
  readonly follow?: boolean
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined
}

/** The output of a job that nobody keeps. */
export function unkeptOutput(): JobOutput {
  return unkept
}

function refuse(): never {
  throw new Error('the output of this job is not kept: it goes to the terminal')
}

const unkept: JobOutput = {
  isKept: false,
  size: 0,
  memory: 0,
  lastLine: '',
  text: async () => refuse(),
  lines: () => refuse(),
  chunks: () => refuse(),
  [Symbol.asyncIterator]: () => refuse(),
}
