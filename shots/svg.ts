/** A terminal's screen as a picture: every run of cells that look alike is a text of its own, so that it can be copied. */
import type { IBuffer, IBufferCell } from '@xterm/headless'
import { colorOf, type Palette } from './palette.ts'

const cell = { width: 8.4, height: 18, font: 14 }
const margin = 12

/** What a cell looks like. */
interface Look {
  readonly color: string
  readonly background: string | undefined
  readonly attributes: string
}

interface Run extends Look {
  readonly column: number
  readonly width: number
  readonly text: string
}

export interface ScreenPart {
  readonly buffer: IBuffer
  readonly columns: number
  /** The rows of the buffer that are drawn. */
  readonly from: number
  readonly to: number
}

/** The rows of a screen as an SVG. */
export function drawScreen(
  { buffer, columns, from, to }: ScreenPart,
  palette: Palette,
  title: string,
): string {
  const [width, height] = [columns * cell.width + 2 * margin, (to - from) * cell.height + 2 * margin]
  const rows = Array.from({ length: to - from }, (_, index) => runsOf(buffer, from + index, columns, palette))
  const drawn = rows.flatMap((runs, row) => [
    ...runs.flatMap(run => backgroundOf(run, row)),
    ...runs.flatMap(run => textOf(run, row)),
  ])
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${height}" width="${round(width)}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${palette.background}"/>`,
    `<g font-family="ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${cell.font}" xml:space="preserve">`,
    ...drawn,
    ...cursorOf(buffer, from, to, palette),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function runsOf(buffer: IBuffer, row: number, columns: number, palette: Palette): Run[] {
  const line = buffer.getLine(row)
  const runs: Run[] = []
  for (let column = 0; column < columns; column++) {
    const at = line?.getCell(column)
    // The second half of a wide character.
    if (at === undefined || at.getWidth() === 0) continue
    const look = lookOf(at, palette)
    const [text, width] = [at.getChars() || ' ', at.getWidth()]
    const last = runs.at(-1)
    // Wide and drawn signs stand by themselves: fonts differ in their widths.
    const joins = last !== undefined && isAlike(last, look) && isPlain(text) && isPlain(last.text)
    if (joins) runs[runs.length - 1] = { ...last, text: last.text + text, width: last.width + width }
    else runs.push({ ...look, column, width, text })
  }
  return runs
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

function isAlike(one: Look, other: Look): boolean {
  return (
    one.color === other.color && one.background === other.background && one.attributes === other.attributes
  )
}

function lookOf(at: IBufferCell, palette: Palette): Look {
  const front = colorOf(
    at.isFgDefault() ? 'default' : at.isFgRGB() ? 'rgb' : 'palette',
    at.getFgColor(),
    palette,
  )
  const back = colorOf(
    at.isBgDefault() ? 'default' : at.isBgRGB() ? 'rgb' : 'palette',
    at.getBgColor(),
    palette,
  )
  const isInverse = at.isInverse() !== 0
  const color = isInverse ? (back ?? palette.background) : (front ?? palette.text)
  const background = isInverse ? (front ?? palette.text) : back
  const attributes = [
    at.isBold() === 0 ? '' : ' font-weight="bold"',
    at.isItalic() === 0 ? '' : ' font-style="italic"',
    at.isUnderline() === 0 ? '' : ' text-decoration="underline"',
    at.isDim() === 0 ? '' : ' opacity="0.6"',
  ].join('')
  return { color, background, attributes }
}

function backgroundOf({ background, column, width }: Run, row: number): string[] {
  if (background === undefined) return []
  const [x, y] = [left(column), margin + row * cell.height]
  return [
    `<rect x="${x}" y="${y}" width="${round(width * cell.width)}" height="${cell.height}" fill="${background}"/>`,
  ]
}

function textOf({ text, color, attributes, column, width }: Run, row: number): string[] {
  if (text.trim() === '' && !attributes.includes('underline')) return []
  const shown = attributes.includes('underline') ? text : text.trimEnd()
  const baseline = margin + row * cell.height + 13
  const length = round((width - text.length + shown.length) * cell.width)
  return [
    `<text x="${left(column)}" y="${baseline}" textLength="${length}" fill="${color}"${attributes}>${escaped(shown)}</text>`,
  ]
}

function cursorOf(
  { baseY, cursorX, cursorY }: IBuffer,
  from: number,
  to: number,
  palette: Palette,
): string[] {
  const row = baseY + cursorY - from
  if (row < 0 || row >= to - from) return []
  const [x, y] = [left(cursorX), margin + row * cell.height]
  return [`<rect x="${x}" y="${y}" width="2" height="${cell.height}" fill="${palette.text}"/>`]
}

function left(column: number): string {
  return round(margin + column * cell.width)
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
