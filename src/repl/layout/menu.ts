import stringWidth from 'string-width'
import { graphemes } from '../editor/graphemes.ts'
import type { MenuShape } from '../completion/menu.ts'
import { resetStyle } from './ansi.ts'

/** An entry of a menu: its name, and what is said about it. */
export interface MenuEntry {
  readonly display: string
  readonly description: string
}

const gap = 2
/** Between columns; the mark's column comes before it. */
const between = 1
/** With descriptions an entry takes at most this much where several stand side by side. */
const widestDescription = 30

/** How entries are arranged on a screen: one below the other with their descriptions while they fit, else in columns. */
export function menuShape(entries: readonly MenuEntry[], columns: number, height: number): MenuShape {
  if (isList(entries, height)) return { columns: 1, rows: entries.length }
  const width = cellWidth(entries, columns)
  const across = Math.max(1, Math.floor((columns + between) / (width + between)))
  return { columns: across, rows: Math.ceil(entries.length / across) }
}

/** The rows of a menu that fit in a height, the selected entry among them, and a line that tells of the others. */
export function layoutMenu(
  entries: readonly MenuEntry[],
  selected: number | undefined,
  columns: number,
  height: number,
  color: boolean,
): string[] {
  const shape = menuShape(entries, columns, height)
  const isCut = shape.rows > height
  const shown = isCut ? Math.max(1, height - 1) : shape.rows
  const row = (selected ?? 0) % shape.rows
  const top = Math.min(Math.max(0, row - shown + 1), Math.max(0, shape.rows - shown))
  const width = shape.columns === 1 ? columns : cellWidth(entries, columns)
  const nameWidth = Math.min(width, widthsOf(entries).name)
  const rows = Array.from({ length: shown }, (_, index) =>
    Array.from({ length: shape.columns }, (__, column) => {
      const at = column * shape.rows + top + index
      const entry = entries[at]
      return entry === undefined ? '' : cell(entry, width, nameWidth, at === selected, color)
    })
      .filter(text => text !== '')
      .join(' '.repeat(between)),
  )
  if (!isCut || height < 2) return rows
  const told = `rows ${top + 1} to ${top + shown} of ${shape.rows}`
  return [...rows, color ? `\x1b[2m${told}${resetStyle}` : told]
}

function isList(entries: readonly MenuEntry[], height: number): boolean {
  return entries.length <= height && entries.some(entry => entry.description !== '')
}

function cellWidth(entries: readonly MenuEntry[], columns: number): number {
  const { name, description } = widthsOf(entries)
  const about = description === 0 ? 0 : gap + Math.min(widestDescription, description)
  return Math.min(columns, 1 + name + about)
}

interface Widths {
  readonly name: number
  readonly description: number
}

/** Of lists that were measured: one is drawn at every key. */
const measured = new WeakMap<readonly MenuEntry[], Widths>()

/** What the widest name and the widest description take. */
function widthsOf(entries: readonly MenuEntry[]): Widths {
  let widths = measured.get(entries)
  if (widths === undefined) {
    let [name, description] = [0, 0]
    for (const entry of entries) {
      name = Math.max(name, widthOf(entry.display))
      description = Math.max(description, widthOf(entry.description))
    }
    measured.set(entries, (widths = { name, description }))
  }
  return widths
}

/** As wide as it is long: of ten thousand names nearly all. */
const ascii = /^[\x20-\x7e]*$/

function widthOf(text: string): number {
  return ascii.test(text) ? text.length : stringWidth(text)
}

/** An entry in a width, its last column for the mark that tells of the selection where there are no colours. */
function cell(
  { display, description }: MenuEntry,
  width: number,
  nameWidth: number,
  isSelected: boolean,
  color: boolean,
): string {
  const inner = width - 1
  const name = padded(cut(display, Math.min(nameWidth, inner)), Math.min(nameWidth, inner))
  const room = inner - nameWidth - gap
  const about = description === '' || room < 4 ? '' : ' '.repeat(gap) + cut(description, room)
  const end = ' '.repeat(Math.max(0, inner - widthOf(name) - widthOf(about)))
  if (!color) return `${name}${about}${end}${isSelected ? '<' : ' '}`
  if (isSelected) return `\x1b[7m${name}${about}${end}${resetStyle} `
  return `${name}${about === '' ? '' : `\x1b[2m${about}${resetStyle}`}${end} `
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** A text that takes no more than a width; `…` says that something is missing. */
function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width < 1) return ''
  let kept = ''
  let used = 0
  for (const { segment } of graphemes(text)) {
    used += stringWidth(segment)
    if (used > width - 1) break
    kept += segment
  }
  return `${kept}…`
}
