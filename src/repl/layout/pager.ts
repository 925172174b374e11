import stringWidth from 'string-width'
import { matchLine, type HistoryEntry, type MatchedSpans } from '../../store/index.ts'
import { graphemes } from '../editor/graphemes.ts'
import { displayText, displayWidth } from '../editor/width.ts'
import type { HistoryPager } from '../history/pager.ts'
import { resetStyle } from './ansi.ts'
import { ageText, lastedText } from './ages.ts'

/** How many lines of the history are shown at once. */
export function pagerHeight(rows: number): number {
  return Math.max(1, Math.min(16, Math.floor((rows * 2) / 3) - 4))
}

export interface PagerRows {
  readonly rows: readonly string[]
  /** Where the question's cursor is. */
  readonly cursor: { readonly x: number; readonly y: number }
}

interface Canvas {
  readonly columns: number
  readonly color: boolean
  readonly isAscii: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What is drawn besides texts. */
const signs = { chosen: '›', failed: '✘', newline: '⏎', cut: '…', between: ' · ' }
const asciiSigns: typeof signs = { chosen: '>', failed: 'exit ', newline: '$', cut: '~', between: ', ' }

const signsOf = ({ isAscii }: Pick<Canvas, 'isAscii'>): typeof signs => (isAscii ? asciiSigns : signs)

const label = 'history: '
const keys = 'Enter runs  Tab edits  Ctrl-D forgets  Alt-D directory  Alt-S session  Alt-F outcome'

/** The question, the answers with their times, and what there is to tell of the chosen one. */
export function layoutPager(pager: HistoryPager, rows: number, canvas: Canvas): PagerRows {
  const height = pagerHeight(rows)
  const { entries, selected } = pager
  const top = Math.max(0, Math.min(selected - Math.floor(height / 2), entries.length - height))
  const shown = entries.slice(top, top + height)
  const list = shown.map((entry, index) => entryRow(entry, pager, top + index === selected, canvas))
  const about = entries[selected]
  const details = about === undefined ? 'nothing found' : detailsOf(about, canvas.now)
  return {
    rows: [queryRow(pager, canvas), ...list, faint(details, canvas), faint(pager.note ?? keys, canvas)],
    cursor: { x: Math.min(canvas.columns - 1, cursorColumn(pager)), y: 0 },
  }
}

function cursorColumn({ query }: HistoryPager): number {
  const { text, cursor } = query.buffer
  return label.length + stringWidth(text.slice(0, cursor))
}

function queryRow({ query, filter, entries, selected }: HistoryPager, canvas: Canvas): string {
  const { columns, color } = canvas
  const typed = clipped(query.buffer.text, columns - label.length - 1, [], color ? resetStyle : '', {
    ...canvas,
    color: false,
  })
  const parts = [
    filter.here ? 'this directory' : undefined,
    filter.own ? 'this session' : undefined,
    filter.outcome,
    entries.length === 0 ? undefined : `${selected + 1}/${entries.length}`,
  ]
  const right = parts.filter(part => part !== undefined).join(signsOf(canvas).between)
  const room = columns - 1 - label.length - typed.width - right.length
  const head = color ? `\x1b[1m${label}${resetStyle}` : label
  return (
    head + typed.text + (room < 2 ? '' : ' '.repeat(room) + (color ? `\x1b[2m${right}${resetStyle}` : right))
  )
}

const ageWidth = 4

function entryRow(entry: HistoryEntry, { query }: HistoryPager, isChosen: boolean, canvas: Canvas): string {
  const { columns, color, now } = canvas
  const own = signsOf(canvas)
  const status = entry.end?.status ?? 0
  const age = ageText(entry.startedAt, now).padStart(ageWidth)
  const failed = status === 0 ? '' : `${own.failed}${status} `
  const base = color && isChosen ? `${resetStyle}\x1b[7m` : color ? resetStyle : ''
  const spans = matchLine(entry.text, query.buffer.text)?.spans ?? []
  const room = columns - 1 - ageWidth - 3 - failed.length
  const line = clipped(entry.text, room, spans, base, canvas)
  const mark = isChosen ? own.chosen : ' '
  if (!color) return `${mark} ${age} ${failed}${line.text}`
  const head = `\x1b[2m${age}\x1b[22m ${failed === '' ? '' : `\x1b[31m${failed}\x1b[39m`}`
  return `${base}${mark} ${head}${line.text}${' '.repeat(isChosen ? Math.max(0, room - line.width) : 0)}${resetStyle}`
}

/** A line in one row of a width, what was asked marked in it; it begins later where that would not be seen. */
function clipped(
  text: string,
  width: number,
  spans: MatchedSpans,
  base: string,
  canvas: Pick<Canvas, 'color' | 'isAscii'>,
): { readonly text: string; readonly width: number } {
  const first = spans[0]?.start ?? 0
  const start = first > width - 10 ? Math.max(0, first - Math.floor(width / 3)) : 0
  const own = signsOf(canvas)
  let shown = start > 0 ? own.cut : ''
  let used = start > 0 ? 1 : 0
  let isMarked = false
  for (const { segment, index } of graphemes(text.slice(start, start + width * 4))) {
    const at = start + index
    const piece = segment === '\n' ? own.newline : segment === '\t' ? ' ' : displayText(segment, 0)
    const size = segment === '\n' || segment === '\t' ? 1 : displayWidth(segment, 0)
    if (used + size > width - 1 && at + segment.length < text.length) {
      shown += (isMarked ? base : '') + own.cut
      return { text: shown, width: used + 1 }
    }
    const marks = canvas.color && spans.some(span => at >= span.start && at < span.end)
    if (marks !== isMarked) shown += marks ? '\x1b[1;36m' : base
    isMarked = marks
    shown += piece
    used += size
  }
  return { text: shown + (isMarked ? base : ''), width: used }
}

function detailsOf(entry: HistoryEntry, now: number): string {
  const { startedAt, end, cwd } = entry
  const parts = [
    startedAt === 0 ? undefined : whenText(startedAt, now),
    cwd === '' ? undefined : `in ${cwd}`,
    end === undefined ? undefined : `took ${lastedText(end.durationMs)}`,
    end === undefined || end.status === 0 ? undefined : `status ${end.status}`,
    entry.language === 'command' ? undefined : entry.language,
  ]
  return parts.filter(part => part !== undefined).join(', ')
}

function whenText(at: number, now: number): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`
  const isToday = new Date(now).toDateString() === date.toDateString()
  if (isToday) return time
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`
}

function faint(text: string, canvas: Canvas): string {
  const { text: cut } = clipped(text, canvas.columns - 1, [], '', { ...canvas, color: false })
  return canvas.color ? `\x1b[2m${cut}${resetStyle}` : cut
}
