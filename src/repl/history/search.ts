import type { HistoryHit, HistoryStore } from '../../store/index.ts'
import type { LineBuffer } from '../editor/line-buffer.ts'
import { previousGrapheme } from '../editor/graphemes.ts'

/** An incremental search through the history (readline manual, Searching for Commands in the History). */
export interface HistorySearch {
  readonly needle: string
  /** What was found, from the first hit to the one shown; going forward takes the last away. */
  readonly hits: readonly HistoryHit[]
  readonly isFailing: boolean
  /** What was being edited when the search began. */
  readonly origin: LineBuffer
}

export function beginSearch(origin: LineBuffer): HistorySearch {
  return { needle: '', hits: [], isFailing: false, origin }
}

/** Looks for a longer needle, from the line shown on. */
export function searchFor(store: HistoryStore, search: HistorySearch, text: string): HistorySearch {
  return look(store, search, search.needle + text)
}

/** Takes the last character of the needle away, and begins again from the newest line. */
export function searchForLess(store: HistoryStore, search: HistorySearch): HistorySearch {
  const needle = search.needle.slice(0, previousGrapheme(search.needle, search.needle.length))
  return look(store, { ...search, hits: [] }, needle)
}

/** Goes on to the next older line that has the needle. */
export function searchOlder(store: HistoryStore, search: HistorySearch): HistorySearch {
  if (search.needle === '') return search
  const shown = search.hits.at(-1)
  let hit = store.older(shown?.position, { contains: search.needle })
  const seen = new Set(search.hits.map(({ text }) => text))
  while (hit !== undefined && seen.has(hit.text)) hit = store.older(hit.position, { contains: search.needle })
  return hit === undefined
    ? { ...search, isFailing: true }
    : { ...search, hits: [...search.hits, hit], isFailing: false }
}

/** Goes back to the line shown before. */
export function searchNewer(search: HistorySearch): HistorySearch {
  const newer = search.hits.slice(0, -1).filter(({ text }) => text.includes(search.needle))
  return newer.length === 0
    ? { ...search, isFailing: search.needle !== '' }
    : { ...search, hits: newer, isFailing: false }
}

/** The line to show: what was found with the cursor at the needle, or what was there before. */
export function searchedBuffer(search: HistorySearch): LineBuffer {
  const shown = search.hits.at(-1)
  if (shown === undefined) return search.origin
  const at = shown.text.lastIndexOf(search.needle)
  return { text: shown.text, cursor: at === -1 ? shown.text.length : at }
}

function look(store: HistoryStore, search: HistorySearch, needle: string): HistorySearch {
  if (needle === '') return { ...search, needle, hits: [], isFailing: false }
  const shown = search.hits.at(-1)
  if (shown?.text.includes(needle)) return { ...search, needle, isFailing: false }
  return searchOlder(store, { ...search, needle })
}
