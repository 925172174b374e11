/**
 * Bytes ⇄ text without loss: bytes that are not valid UTF-8 become lone surrogates U+DC80–U+DCFF and come back as the
 * same bytes (Python's “surrogateescape”, PEP 383). Names, arguments and variables of the shell are such texts.
 */

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Text of bytes; never fails. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return decodeEscaped(bytes)
  }
}

/** Bytes of a text; the inverse of `decodeBytes`. Other lone surrogates become U+FFFD. */
export function encodeBytes(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8')
  const out = Buffer.allocUnsafe(text.length * 3)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0
    if (point > 0xffff) at++
    length = isEscaped(point) ? out.writeUInt8(point - 0xdc00, length) : writePoint(out, point, length)
  }
  return out.subarray(0, length)
}

function isEscaped(point: number): boolean {
  return point >= 0xdc80 && point <= 0xdcff
}

/** The UTF-8 of one character (RFC 3629); returns where the next one goes. */
function writePoint(out: Buffer, point: number, at: number): number {
  if (point < 0x80) return out.writeUInt8(point, at)
  if (point >= 0xd800 && point <= 0xdfff) return writePoint(out, 0xfffd, at)
  const size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  for (let i = size - 1; i > 0; i--, point >>= 6) out[at + i] = 0x80 | (point & 0x3f)
  out[at] = ((0xf00 >> size) & 0xff) | point
  return at + size
}

/** Whether a file is a program rather than a script: a NUL in its first line (POSIX 2.9.1.6, as bash looks for it). */
export function looksBinary(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 80)
  const line = start.indexOf(10)
  return (line < 0 ? start : start.subarray(0, line)).includes(0)
}

/** The text whose every byte outside ASCII stands by itself, as the undecodable ones do. */
export function separateBytes(text: string): string {
  const bytes = encodeBytes(text)
  return Array.from(bytes, byte => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('')
}

/** The text with separated bytes that make a character joined again. */
export function joinBytes(text: string): string {
  return text.isWellFormed() ? text : decodeBytes(encodeBytes(text))
}

/** Unit by unit: what is no text at all (a program, an image) takes as long as text, a few nanoseconds a byte. */
function decodeEscaped(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length)
  let count = 0
  let size: number
  for (let at = 0; at < bytes.length; at += size || 1) {
    size = sequenceLength(bytes, at)
    const first = bytes[at] ?? 0
    if (size < 2) {
      units[count++] = size === 0 ? 0xdc00 + first : first
      continue
    }
    const point = codePoint(bytes, at, size)
    if (point < 0x10000) {
      units[count++] = point
    } else {
      units[count++] = 0xd7c0 + (point >> 10)
      units[count++] = 0xdc00 + (point & 0x3ff)
    }
  }
  return Buffer.from(units.buffer, 0, count * 2).toString('utf16le')
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  let point = (bytes[at] ?? 0) & (0x7f >> size)
  for (let i = 1; i < size; i++) point = (point << 6) | ((bytes[at + i] ?? 0) & 0x3f)
  return point
}

/** Length of the well-formed UTF-8 sequence at `at` (Unicode 15, table 3-7), or 0. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const a = bytes[at]
  if (a === undefined) return 0
  if (a < 0x80) return 1
  const size = a >= 0xc2 && a < 0xe0 ? 2 : a >= 0xe0 && a < 0xf0 ? 3 : a >= 0xf0 && a < 0xf5 ? 4 : 0
  if (size === 0 || at + size > bytes.length) return 0
  for (let i = 1; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0
  const b = bytes[at + 1] ?? 0
  if (
    (a === 0xe0 && b < 0xa0) ||
    (a === 0xed && b > 0x9f) ||
    (a === 0xf0 && b < 0x90) ||
    (a === 0xf4 && b > 0x8f)
  )
    return 0
  return size
}
