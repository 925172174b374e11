import type { OutPort } from '../../lang/eval/index.ts'
import { formatDuration } from '../../value/index.ts'

interface Counts {
  readonly done: number
  readonly failed: number
  readonly total: number | undefined
}

/** Who shows how far a run is. */
export interface Progress {
  started(worker: number, what: string): void
  update(counts: Counts): void
  /** Something else is about to be written. */
  clear(): void
  /** The run is over: what remains on the screen is one line. */
  finish(counts: Counts): void
}

const redrawMs = 100
const barWidth = 20

/** A line at the foot of a terminal: bar, counts, rate, time left, and what was begun last. */
export class TerminalProgress implements Progress {
  readonly #port: OutPort
  readonly #columns: () => number
  readonly #startedAt = Date.now()
  #drawnAt = 0
  #isDrawn = false
  #latest = ''

  constructor(port: OutPort, columns: () => number) {
    this.#port = port
    this.#columns = columns
  }

  started(_worker: number, what: string): void {
    this.#latest = what
  }

  update(counts: Counts): void {
    const now = Date.now()
    if (now - this.#drawnAt < redrawMs) return
    this.#drawnAt = now
    this.#isDrawn = true
    const line = progressLine(counts, now - this.#startedAt, this.#latest)
    void this.#port.write(`\r\x1b[K${line.slice(0, Math.max(10, this.#columns() - 1))}`)
  }

  clear(): void {
    if (this.#isDrawn) void this.#port.write('\r\x1b[K')
    this.#isDrawn = false
  }

  finish({ done, failed }: Counts): void {
    this.clear()
    const took = formatDuration(Date.now() - this.#startedAt)
    void this.#port.line(`pool: ${done} done${failed > 0 ? `, ${failed} failed` : ''} in ${took}`)
  }
}

/** `[#####     ] 12/40  1 failed  3.4/s  8s left  x.png` */
export function progressLine({ done, failed, total }: Counts, ms: number, latest: string): string {
  const rate = done / Math.max(ms / 1000, 0.001)
  const filled = total === undefined ? 0 : Math.round((barWidth * done) / Math.max(total, 1))
  const parts = [
    total === undefined ? `${done} done` : `[${'#'.repeat(filled).padEnd(barWidth)}] ${done}/${total}`,
    failed > 0 ? `${failed} failed` : '',
    `${rate.toFixed(1)}/s`,
    total === undefined || done === 0 ? '' : `${formatDuration(((total - done) / rate) * 1000)} left`,
    latest.replace(/[\x00-\x1f\x7f]/g, '?'),
  ]
  return parts.filter(part => part !== '').join('  ')
}
