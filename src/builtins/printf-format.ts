import { readEscape } from './escapes.ts'

/** A conversion of a printf format: `%-*.3s`. */
export interface Conversion {
  readonly type: 'conversion'
  readonly flags: string
  readonly width: number | '*'
  readonly precision: number | '*' | undefined
  /** `d`, `s`, `q`, … */
  readonly conversion: string
  /** Of `%(…)T`. */
  readonly timeFormat: string
}

export type FormatPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'error'; readonly message: string }
  | Conversion

const conversions = new Set('diouxXeEfFgGaAcsbqQnT')

/** Reads a format (bash manual, `printf`). An error ends it: what stands before is still written. */
export function parseFormat(format: string): FormatPiece[] {
  const pieces: FormatPiece[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') pieces.push({ type: 'text', text })
    text = ''
  }
  for (let at = 0; at < format.length;) {
    const char = format[at] ?? ''
    if (char === '\\') {
      const escape = readEscape(format, at, 'format')
      if (escape === 'stop') break
      if (escape.warning !== undefined) pieces.push({ type: 'warning', message: escape.warning })
      text += escape.text
      at = escape.end
    } else if (char !== '%') {
      text += char
      at++
    } else if (format[at + 1] === '%') {
      text += '%'
      at += 2
    } else if (wrongTimeFormat(format, at) !== undefined) {
      flush()
      const letter = wrongTimeFormat(format, at) ?? ''
      pieces.push({ type: 'warning', message: `warning: \`${letter}': invalid time format specification` })
      text = '%'
      at++
    } else {
      flush()
      const { piece, end } = readConversion(format, at)
      pieces.push(piece)
      if (piece.type === 'error') return pieces
      at = end
    }
  }
  flush()
  return pieces
}

const specification = /%([#'\-+ 0]*)(\*|-?\d+)?(?:\.(\*|-?\d*))?[hjlLtz]*/y

function readConversion(format: string, at: number): { piece: FormatPiece; end: number } {
  specification.lastIndex = at
  const match = specification.exec(format)
  const end = at + (match?.[0].length ?? 1)
  const letter = format[end]
  if (letter === undefined)
    return { piece: { type: 'error', message: `\`${format.slice(at)}': missing format character` }, end }
  const time = letter === '(' ? readTimeFormat(format, end) : undefined
  if (time === undefined && !conversions.has(letter))
    return { piece: { type: 'error', message: `\`${letter}': invalid format character` }, end }
  const piece: Conversion = {
    type: 'conversion',
    flags: match?.[1] ?? '',
    width: readSize(match?.[2]) ?? 0,
    precision: match?.[3] === '' ? 0 : readSize(match?.[3]),
    conversion: time === undefined ? letter : 'T',
    timeFormat: time?.format ?? '',
  }
  return { piece, end: time?.end ?? end + 1 }
}

function readSize(text: string | undefined): number | '*' | undefined {
  return text === undefined ? undefined : text === '*' ? '*' : Number(text)
}

/** What stands in place of the `T` of `%(…)T`: such a `%` is text, and so is what follows. Undefined where nothing is wrong. */
function wrongTimeFormat(format: string, at: number): string | undefined {
  specification.lastIndex = at
  const open = at + (specification.exec(format)?.[0].length ?? 1)
  if (format[open] !== '(' || readTimeFormat(format, open) !== undefined) return undefined
  let depth = 0
  for (let end = open; end < format.length; end++) {
    if (format[end] === '(') depth++
    else if (format[end] === ')' && --depth === 0) return format[end + 1] ?? '\0'
  }
  return '\0'
}

/** `(%Y-%m)T`, brackets nested. */
function readTimeFormat(format: string, open: number): { format: string; end: number } | undefined {
  let depth = 0
  for (let at = open; at < format.length; at++) {
    if (format[at] === '(') depth++
    else if (format[at] === ')' && --depth === 0)
      return format[at + 1] === 'T' ? { format: format.slice(open + 1, at), end: at + 2 } : undefined
  }
  return undefined
}
