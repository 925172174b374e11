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
  readonly command: string
}

const header = 'Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n'

/** GNU parallel's --joblog: a line a task, each written at once and whole, so that a shell that is killed loses none. */
export class Joblog {
  readonly #path: string

  /** Begins a new log, or goes on with the one that is there. */
  constructor(path: string, isResumed: boolean) {
    this.#path = path
    if (!isResumed || !existsSync(path)) appendFileSync(path, header, { flag: isResumed ? 'a' : 'w' })
    else this.#mend()
  }

  /** The last line may have been cut short by a full disk. */
  #mend(): void {
    const text = readFileSync(this.#path, 'utf8')
    if (text !== '' && !text.endsWith('\n')) appendFileSync(this.#path, '\n')
  }

  add(entry: LogEntry): void {
    const { seq, sent, received, status, signal, command } = entry
    const { start, runtime } = timesOf(entry)
    const code = signal > 0 ? 0 : status
    const fields = [seq, ':', start, runtime.padStart(10), sent, received, code, signal]
    appendFileSync(this.#path, `${fields.join('\t')}\t${command.replaceAll('\n', '\\n')}\n`)
  }
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
