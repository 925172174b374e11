import type { HistoryEntry, HistoryStore } from '../../store/index.ts'
import { bufferOf, type LineBuffer } from '../editor/line-buffer.ts'
import { emptyState, startLine, type EditorState } from '../editor/state.ts'

/** Which lines are shown besides what is asked. */
export interface PagerFilter {
  /** Only what ran in this directory. */
  readonly here: boolean
  /** Only this session's. */
  readonly own: boolean
  readonly outcome: 'succeeded' | 'failed' | undefined
}

/** The history to choose a line from: a question, its answers, and the one that is chosen. */
export interface HistoryPager {
  readonly query: EditorState
  readonly filter: PagerFilter
  /** The best first; each text once. */
  readonly entries: readonly HistoryEntry[]
  readonly selected: number
  /** What was being edited. */
  readonly origin: LineBuffer
  /** Told in place of the help, until the next key. */
  readonly note: string | undefined
}

/** So many answers are enough: who needs more asks better. */
const most = 500

/** Opens it on what is typed so far. */
export function openPager(store: HistoryStore, origin: LineBuffer): HistoryPager {
  const typed = origin.text.includes('\n') ? '' : origin.text.trim()
  return answer(store, {
    query: startLine(emptyState, bufferOf(typed)),
    filter: { here: false, own: false, outcome: undefined },
    entries: [],
    selected: 0,
    origin,
    note: undefined,
  })
}

/** The same with another question; it is asked again if its text is another. */
export function withQuery(store: HistoryStore, pager: HistoryPager, query: EditorState): HistoryPager {
  const changed = { ...pager, query, note: undefined }
  return query.buffer.text === pager.query.buffer.text ? changed : answer(store, changed)
}

const outcomes = [undefined, 'failed', 'succeeded'] as const

/** The next setting of a filter. */
export function toggled(store: HistoryStore, pager: HistoryPager, name: keyof PagerFilter): HistoryPager {
  const { filter } = pager
  const outcome = outcomes[(outcomes.indexOf(filter.outcome) + 1) % outcomes.length]
  const next = name === 'outcome' ? { ...filter, outcome } : { ...filter, [name]: !filter[name] }
  return answer(store, { ...pager, filter: next, note: undefined })
}

/** Another line chosen, so many further down; it stays within the list. */
export function chosen(pager: HistoryPager, step: number): HistoryPager {
  const last = Math.max(0, pager.entries.length - 1)
  return { ...pager, selected: Math.max(0, Math.min(last, pager.selected + step)), note: undefined }
}

/** Forgets the chosen line for good, as often as it was run. */
export function withoutChosen(store: HistoryStore, pager: HistoryPager): HistoryPager {
  const entry = pager.entries[pager.selected]
  if (entry === undefined) return pager
  store.forget(entry.text)
  const entries = pager.entries.filter(({ text }) => text !== entry.text)
  const [first = ''] = entry.text.split('\n')
  return { ...chosen({ ...pager, entries }, 0), note: `forgotten: ${first}` }
}

/** The chosen line, or what was there before where nothing answers. */
export function chosenBuffer({ entries, selected, origin }: HistoryPager): LineBuffer {
  const entry = entries[selected]
  return entry === undefined ? origin : bufferOf(entry.text)
}

function answer(store: HistoryStore, pager: HistoryPager): HistoryPager {
  const { text } = pager.query.buffer
  const entries = store.search({ text, ...pager.filter, limit: most })
  return { ...pager, entries, selected: 0 }
}
