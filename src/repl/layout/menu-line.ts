import { graphemes } from '../editor/graphemes.ts'
import { textWidth } from '../editor/width.ts'
import type { MenuEntry } from './menu.ts'

/** A menu in one line, for somebody who listens: the names and how many there are, or all that is known of the selected one. */
export function menuLine(
  entries: readonly MenuEntry[],
  selected: number | undefined,
  columns: number,
): string {
  const entry = selected === undefined ? undefined : entries[selected]
  if (entry === undefined || selected === undefined) return startThatFits(namesOf(entries), columns)
  const about = entry.description === '' ? '' : `, ${entry.description}`
  return startThatFits(`${selected + 1} of ${entries.length}: ${entry.display}${about}`, columns)
}

/** More than are heard in one go are no help. */
const told = 20

function namesOf(entries: readonly MenuEntry[]): string {
  const count = entries.length === 1 ? '1 choice' : `${entries.length} choices`
  const shown = entries.slice(0, told).map(entry => entry.display)
  return `${count}: ${shown.join(', ')}${entries.length > told ? ', and more' : ''}`
}

function startThatFits(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let [kept, used] = ['', 0]
  for (const { segment } of graphemes(text)) {
    used += textWidth(segment)
    if (used > width - 3) break
    kept += segment
  }
  return `${kept}...`
}
