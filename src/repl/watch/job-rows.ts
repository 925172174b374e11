import stringWidth from 'string-width'
import { isOver, type Job, jobStateText } from '../../jobs/index.ts'
import { stripStyles } from '../layout/ansi.ts'

/** What a job's processes use now. */
export interface LiveUsage {
  readonly cpuMs: number
  readonly rssBytes: number
}

/** One line of the screen, cell by cell. */
export interface JobRow {
  readonly id: string
  readonly state: string
  readonly time: string
  readonly cpu: string
  readonly memory: string
  readonly command: string
  /** The last line of its output, where that is kept. */
  readonly last: string
}

export const header: JobRow = {
  id: 'JOB',
  state: 'STATE',
  time: 'TIME',
  cpu: 'CPU',
  memory: 'MEMORY',
  command: 'COMMAND',
  last: 'LAST LINE',
}

export function jobRow(job: Job, usage: LiveUsage | undefined, now: number): JobRow {
  const { done, total } = job.progress ?? {}
  const progress = done === undefined ? '' : ` ${done}/${total ?? '?'}`
  return {
    id: `%${job.id}`,
    state: jobStateText(job) + progress,
    time: durationText((job.endedAt ?? now) - job.startedAt),
    cpu: usage === undefined ? '' : durationText(usage.cpuMs),
    memory: usage === undefined || isOver(job) ? '' : sizeText(usage.rssBytes),
    command: job.name === undefined ? job.command : `${job.name}: ${job.command}`,
    last: job.output.isKept ? job.output.lastLine : '',
  }
}

/** `0.4s`, `12s`, `3m05s`, `2h07m` */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 10) return `${seconds.toFixed(1)}s`
  if (seconds < 60) return `${Math.floor(seconds)}s`
  const minutes = Math.floor(seconds / 60)
  const two = (value: number): string => String(value).padStart(2, '0')
  if (minutes < 60) return `${minutes}m${two(Math.floor(seconds % 60))}s`
  return `${Math.floor(minutes / 60)}h${two(minutes % 60)}m`
}

/** `640K`, `12M`, `1.5G` */
export function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.round(bytes / 1024)}K`
  return bytes < 2 ** 30 ? `${Math.round(bytes / 2 ** 20)}M` : `${(bytes / 2 ** 30).toFixed(1)}G`
}

const numeric: ReadonlySet<keyof JobRow> = new Set(['time', 'cpu', 'memory'])

/** Rows as text, in columns; the command and the last line share what the others leave of the width. */
export function layoutRows(rows: readonly JobRow[], columns: number): string[] {
  const narrow = ['id', 'state', 'time', 'cpu', 'memory'] as const
  const widths = narrow.map(name => Math.max(...rows.map(row => stringWidth(row[name]))))
  const rest = Math.max(10, columns - 1 - widths.reduce((sum, width) => sum + width + 2, 0))
  const hasLast = rows.some(row => row !== header && row.last !== '')
  const commandWidth = hasLast ? Math.floor(rest / 2) : rest
  return rows.map(row => {
    const cells = narrow.map((name, at) => pad(row[name], widths[at] ?? 0, numeric.has(name)))
    cells.push(pad(row.command, commandWidth))
    if (hasLast) cells.push(pad(row.last, rest - commandWidth - 2))
    return cells.join('  ').trimEnd()
  })
}

/** One line of exactly this width: cut, or filled up. */
function pad(text: string, width: number, isRight = false): string {
  const plain = stripStyles(text)
    .replace(/\s+/g, ' ')
    .replace(/[\x00-\x1f\x7f]/g, '')
  const cut = stringWidth(plain) > width ? `${cutTo(plain, width - 1)}…` : plain
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(cut)))
  return isRight ? blanks + cut : cut + blanks
}

function cutTo(text: string, width: number): string {
  let end = ''
  for (const character of text) {
    if (stringWidth(end + character) > width) break
    end += character
  }
  return end
}
