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
  const pieces: Buffer[] = []
  // The u flag: only lone surrogates match, never the low half of a pair.
  for (const piece of text.split(/([\u{dc80}-\u{dcff}]+)/u)) {
    const escaped = /^[\u{dc80}-\u{dcff}]/u.test(piece)
    pieces.push(
      escaped ? Buffer.from(Array.from(piece, c => c.charCodeAt(0) - 0xdc00)) : Buffer.from(piece, 'utf8'),
    )
  }
  return Buffer.concat(pieces)
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

function decodeEscaped(bytes: Uint8Array): string {
  const out: string[] = []
  let at = 0
  while (at < bytes.length) {
    const size = sequenceLength(bytes, at)
    if (size === 0) {
      out.push(String.fromCharCode(0xdc00 + (bytes[at] ?? 0)))
      at++
      continue
    }
    let end = at + size
    for (let next = sequenceLength(bytes, end); next > 0; next = sequenceLength(bytes, end)) end += next
    out.push(strict.decode(bytes.subarray(at, end)))
    at = end
  }
  return out.join('')
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
