import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** A line of the log: a task that ended. */
export interface LogEntry {
  readonly seq: number
  readonly startedAt: number
  readonly endedAt: number
  /** Bytes to it, and from it. */
  readonly sent: number
  readonly received: number
  readonly status: number
  readonly signal: number
  readonly wasEnded: boolean
  readonly command: string
}

const header = 'Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n'

/**
 * GNU parallel's --joblog: a line a task, each written at once and whole, so that a shell that is killed loses none. A
 * command's line breaks are zero bytes there, as in parallel's.
 */
export class Joblog {
  readonly #write: (text: string) => void

  /** Begins a new log, or goes on with the one that is there. `write`: for a log that is no file. */
  constructor(path: string, isResumed: boolean, write?: (text: string) => void) {
    this.#write = write ?? (text => appendFileSync(path, text))
    if (write !== undefined) write(header)
    else if (!isResumed || !existsSync(path)) appendFileSync(path, header, { flag: isResumed ? 'a' : 'w' })
    else mend(path)
  }

  add(entry: LogEntry): void {
    const { seq, sent, received, status, signal, wasEnded, command } = entry
    const { start, runtime } = timesOf(entry)
    const code = wasEnded ? -1 : signal > 0 ? 0 : status
    const fields = [seq, ':', start, runtime.padStart(10), sent, received, code, signal]
    this.#write(`${fields.join('\t')}\t${command.replaceAll('\n', '\0')}\n`)
  }
}

/** The last line may have been cut short by a full disk. */
function mend(path: string): void {
  const text = readFileSync(path, 'utf8')
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n')
}

/** When it began and how long it took: seconds, as GNU parallel writes them. */
export function timesOf({ startedAt, endedAt }: Pick<LogEntry, 'startedAt' | 'endedAt'>): {
  readonly start: string
  readonly runtime: string
} {
  return { start: (startedAt / 1000).toFixed(3), runtime: ((endedAt - startedAt) / 1000).toFixed(3) }
}

/** The numbers of the tasks that need not run again. `failed`: those that failed must. */
export function finishedTasks(path: string, resume: 'all' | 'failed'): ReadonlySet<number> {
  const finished = new Set<number>()
  if (!existsSync(path)) return finished
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const fields = line.split('\t')
    if (fields.length < 9 || !/^\d+$/.test(fields[0] ?? '')) continue
    const seq = Number(fields[0])
    if (resume === 'all' || (fields[6] === '0' && fields[7] === '0')) finished.add(seq)
    else finished.delete(seq)
  }
  return finished
}

/** The commands whose last run failed, with their numbers (--retry-failed). */
export function failedTasks(path: string): ReadonlyMap<number, string> {
  const failed = new Map<number, string>()
  if (!existsSync(path)) return failed
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const fields = line.split('\t')
    if (fields.length < 9 || !/^\d+$/.test(fields[0] ?? '')) continue
    const seq = Number(fields[0])
    if (fields[6] === '0' && fields[7] === '0') failed.delete(seq)
    else failed.set(seq, fields.slice(8).join('\t').replaceAll('\0', '\n'))
  }
  return new Map([...failed].toSorted(([a], [b]) => a - b))
}
