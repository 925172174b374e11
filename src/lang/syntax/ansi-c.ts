/**
 * The escapes of `$'…'` (bash manual, ANSI-C Quoting). Bytes above 0x7f written as `\xHH` or `\nnn` are undecodable
 * bytes unless they form UTF-8 together with their neighbours.
 */

const simple: Record<string, string> = {
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
  "'": "'",
  '"': '"',
  '?': '?',
}

export type EscapeStyle = 'quote' | 'echo'

/**
 * Decodes the text between the quotes of `$'…'`; a NUL ends it, as in bash. With style `echo` the escapes are those of
 * `echo -e` and `printf %b`: `\0nnn`, no `\'`, no `\cX`, and `\c` ends the text (then `stopped`).
 */
export function decodeAnsiC(text: string): string {
  if (!text.includes('\\')) return text
  return decode(text, 'quote').text
}

/** The escapes of `echo -e` and `printf %b`. `stopped`: a `\c` ended all output. */
export function decodeEcho(text: string): { text: string; stopped: boolean } {
  return text.includes('\\') ? decode(text, 'echo') : { text, stopped: false }
}

const escape =
  /\\(?:x([0-9a-fA-F]{1,2})|x\{([0-9a-fA-F]*)\}|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c([^])|([^]))/g

function decode(text: string, style: EscapeStyle): { text: string; stopped: boolean } {
  let out = ''
  let last = 0
  let bytes = false
  const pattern = style === 'quote' ? escape : escapeEcho
  pattern.lastIndex = 0
  for (let m = pattern.exec(text); m !== null; m = pattern.exec(text)) {
    out += text.slice(last, m.index)
    last = pattern.lastIndex
    const code = codeOf(m)
    if (style === 'echo' && m[0] === '\\c') return { text: bytes ? joinBytes(out) : out, stopped: true }
    if (code === undefined) {
      out += m[7] === undefined ? m[0] : (named(m[7], style) ?? m[0])
      continue
    }
    if (code.byte && code.value > 0x7f) bytes = true
    // A NUL cannot be in a shell string: bash's C string ends there.
    if (code.value === 0 && style === 'quote') return { text: bytes ? joinBytes(out) : out, stopped: false }
    out +=
      code.byte && code.value > 0x7f ? String.fromCharCode(0xdc00 + code.value) : fromCodePoint(code.value)
  }
  out += text.slice(last)
  return { text: bytes ? joinBytes(out) : out, stopped: false }
}

const escapeEcho =
  /\\(?:x([0-9a-fA-F]{1,2})|x\{([0-9a-fA-F]*)\}|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(0[0-7]{0,3}|[1-7][0-7]{0,2})|c()|([^]))/g

function named(letter: string, style: EscapeStyle): string | undefined {
  if (style === 'echo' && (letter === "'" || letter === '"' || letter === '?')) return undefined
  return Object.hasOwn(simple, letter) ? simple[letter] : undefined
}

function codeOf(m: RegExpExecArray): { value: number; byte: boolean } | undefined {
  const hex = m[1] ?? (m[2] === '' ? undefined : m[2]?.slice(-2))
  if (hex !== undefined) return { value: parseInt(hex, 16), byte: true }
  const unicode = m[3] ?? m[4]
  if (unicode !== undefined) return { value: parseInt(unicode, 16), byte: false }
  if (m[5] !== undefined) return { value: parseInt(m[5], 8) & 0xff, byte: true }
  if (m[6]) return { value: controlOf(m[6]), byte: false }
  return undefined
}

/** `\cX`: control-X. */
function controlOf(letter: string): number {
  return letter === '?' ? 0x7f : letter.toUpperCase().charCodeAt(0) & 0x1f
}

function fromCodePoint(value: number): string {
  if (value >= 0xd800 && value <= 0xdfff) return surrogateBytes(value)
  return value > 0x10ffff ? '\ufffd' : String.fromCodePoint(value)
}

/** bash writes a surrogate's three bytes as UTF-8 would have them, had it any: undecodable, so each stands alone. */
function surrogateBytes(value: number): string {
  const bytes = [0xe0 | (value >> 12), 0x80 | ((value >> 6) & 0x3f), 0x80 | (value & 0x3f)]
  return String.fromCharCode(...bytes.map(byte => 0xdc00 + byte))
}

const sequences =
  /[\udcc2-\udcdf][\udc80-\udcbf]|[\udce0-\udcef][\udc80-\udcbf]{2}|[\udcf0-\udcf4][\udc80-\udcbf]{3}/g
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Escaped bytes that form UTF-8 become their character: `\xc3\xa9` is `é`. */
function joinBytes(text: string): string {
  return text.replace(sequences, run => {
    try {
      return strict.decode(Uint8Array.from(run, unit => unit.charCodeAt(0) - 0xdc00))
    } catch {
      return run
    }
  })
}
