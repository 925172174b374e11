import stringWidth from 'string-width'
import type { ProgressView } from '../../lang/eval/index.ts'
import { formatDuration } from '../../value/index.ts'

/** A line of the display, and how it looks. */
export interface ProgressLine {
  readonly text: string
  readonly look: 'bar' | 'worker' | 'failure'
}

const barWidth = 24
/** Workers that are shown; of the others their number. */
const mostWorkers = 8

/** What is drawn of a run: counts, workers, failures. Lines are shorter than the terminal is wide, and fewer than it is high. */
export function progressLines(
  view: ProgressView,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): readonly ProgressLine[] {
  const room = Math.max(0, rows - 3)
  const failures = view.failures.slice(0, Math.max(0, room - 1))
  const workers = workerTexts(view, Math.min(mostWorkers, room - failures.length))
  const lines: ProgressLine[] = [
    { text: summary(view), look: 'bar' },
    ...workers.map(text => ({ text, look: 'worker' as const })),
    ...failures.map(text => ({ text: `  ✗ ${text}`, look: 'failure' as const })),
  ]
  return lines.map(({ text, look }) => ({ text: fit(text, columns - 1), look }))
}

/** `██████░░░░ 12/40  1 failed  3.4/s  8s left` */
function summary({ done, failed, total, ms }: ProgressView): string {
  const rate = done / Math.max(ms / 1000, 0.001)
  const filled = total === undefined ? 0 : Math.round((barWidth * done) / Math.max(total, 1))
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
  const isKnown = total !== undefined && done > 0 && done < total
  return [
    total === undefined ? `${done} done` : `${bar} ${done}/${total}`,
    failed > 0 ? `${failed} failed` : '',
    `${rate >= 100 ? Math.round(rate) : rate.toFixed(1)}/s`,
    isKnown ? `${formatDuration(((total - done) / rate) * 1000)} left` : formatDuration(ms),
  ]
    .filter(part => part !== '')
    .join('  ')
}

function workerTexts({ workers }: ProgressView, most: number): string[] {
  const count = workers.length <= most ? workers.length : Math.max(0, most - 1)
  const numbers = Math.max(0, ...workers.slice(0, count).map(({ number }) => String(number).length))
  const texts = workers
    .slice(0, count)
    .map(
      ({ number, what, ms }) =>
        `  ${String(number).padStart(numbers)} ${`${(ms / 1000).toFixed(1)}s`.padStart(6)}  ${what}`,
    )
  if (count < workers.length && most > 0) texts.push(`  … ${workers.length - count} more`)
  return texts
}

/** What is no text is shown as a mark; what is too long is cut. */
function fit(text: string, width: number): string {
  // oxlint-disable-next-line no-control-regex -- they would move the cursor
  const plain = text.replace(/[\x00-\x1f\x7f-\x9f\udc80-\udcff]/g, '?')
  if (stringWidth(plain) <= width) return plain
  let cut = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter().segment(plain)) {
    const own = stringWidth(segment)
    if (used + own > width - 1) break
    cut += segment
    used += own
  }
  return `${cut}…`
}
