import { decodeBytes, encodeBytes } from '../value/index.ts'

/** The backslash escapes of `echo -e`, of `printf`'s format and of its `%b`: alike but for octal, quotes and `\c`. */
export type EscapeStyle = 'echo' | 'format' | 'argument'

export interface Escaped {
  readonly text: string
  /** `\c` was met: nothing more is written. */
  readonly stopped: boolean
  readonly warnings: readonly string[]
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

/** Replaces the escapes of a text (bash manual, `echo` and `printf`). */
export function expandEscapes(text: string, style: EscapeStyle): Escaped {
  let at = text.indexOf('\\')
  if (at === -1) return { text, stopped: false, warnings: [] }
  let out = ''
  let from = 0
  let hasBytes = false
  const warnings: string[] = []
  for (; at !== -1; at = text.indexOf('\\', from)) {
    out += text.slice(from, at)
    const escape = readEscape(text, at, style)
    if (escape === 'stop') return { text: joinBytes(out, hasBytes), stopped: true, warnings }
    if (escape.warning !== undefined) warnings.push(escape.warning)
    hasBytes ||= escape.text >= '\udc80' && escape.text <= '\udcff'
    out += escape.text
    from = escape.end
  }
  return { text: joinBytes(out + text.slice(from), hasBytes), stopped: false, warnings }
}

interface Escape {
  readonly text: string
  readonly end: number
  readonly warning?: string
}

/** The escape whose backslash is at `at`. */
export function readEscape(text: string, at: number, style: EscapeStyle): Escape | 'stop' {
  const char = text[at + 1] ?? ''
  const plain = simple[char]
  if (plain !== undefined) return { text: plain, end: at + 2 }
  if (char === 'c' && style !== 'format') return 'stop'
  if (char === 'x') return hexByte(text, at)
  if (char === 'u' || char === 'U') return codePoint(text, at, char)
  if (char >= '0' && char <= '7') return octalByte(text, at, style)
  if (style === 'format' && (char === '"' || char === "'" || char === '?')) return { text: char, end: at + 2 }
  return { text: '\\', end: at + 1 }
}

function octalByte(text: string, at: number, style: EscapeStyle): Escape {
  if (style === 'echo' && text[at + 1] !== '0') return { text: '\\', end: at + 1 }
  const digits = style !== 'format' && text[at + 1] === '0' ? /\\0[0-7]{0,3}/y : /\\[0-7]{1,3}/y
  digits.lastIndex = at
  const match = digits.exec(text)?.[0] ?? ''
  return { text: byte(Number.parseInt(match.slice(1), 8) & 0xff), end: at + match.length }
}

function hexByte(text: string, at: number): Escape {
  const digits = /^[0-9A-Fa-f]{1,2}/.exec(text.slice(at + 2, at + 4))?.[0]
  if (digits === undefined) return { text: '\\', end: at + 1, warning: 'missing hex digit for \\x' }
  return { text: byte(Number.parseInt(digits, 16)), end: at + 2 + digits.length }
}

function codePoint(text: string, at: number, letter: 'u' | 'U'): Escape {
  const size = letter === 'u' ? 4 : 8
  const digits = /^[0-9A-Fa-f]+/.exec(text.slice(at + 2, at + 2 + size))?.[0]
  if (digits === undefined)
    return { text: '\\', end: at + 1, warning: `missing unicode digit for \\${letter}` }
  return { text: encodeCodePoint(Number.parseInt(digits, 16)), end: at + 2 + digits.length }
}

/** A code point as bash writes it in UTF-8: beyond Unicode too, and surrogates, as the bytes of the old six-byte scheme. */
function encodeCodePoint(code: number): string {
  if (code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) return String.fromCodePoint(code)
  if (code > 0x7fffffff) return ''
  const size = code < 0x10000 ? 3 : code < 0x200000 ? 4 : code < 0x4000000 ? 5 : 6
  const bytes: number[] = []
  for (let i = 0; i < size - 1; i++) bytes.unshift(0x80 | (Math.floor(code / 64 ** i) & 0x3f))
  bytes.unshift(((0xff00 >> size) & 0xff) | Math.floor(code / 64 ** (size - 1)))
  return bytes.map(byte).join('')
}

function byte(value: number): string {
  return String.fromCharCode(value < 0x80 ? value : 0xdc00 + value)
}

/** Bytes given one by one (`\xce\xbc`) become the character they spell. */
function joinBytes(text: string, hasBytes: boolean): string {
  return hasBytes ? decodeBytes(encodeBytes(text)) : text
}
