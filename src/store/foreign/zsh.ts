import type { ImportedLine } from '../history.ts'

/** zsh writes a byte that means something to itself as this one, and the byte with one bit changed. */
const meta = 0x83

/** The bytes of zsh's history file as they were typed (zsh's own "metafied" strings). */
export function unmetafy(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(meta)) return bytes
  const plain = new Uint8Array(bytes.length)
  let length = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number
    plain[length++] = byte === meta && index + 1 < bytes.length ? (bytes[++index] as number) ^ 32 : byte
  }
  return plain.subarray(0, length)
}

/**
 * zsh's history file, also with EXTENDED_HISTORY (`: start:seconds;line`); a newline in an entry is written with a backslash
 * before it (zshoptions, zshparam).
 */
export function readZshHistory(text: string): ImportedLine[] {
  const entries: string[] = []
  let isOpen = false
  for (const line of text.split('\n')) {
    // A blank keeps a backslash at the end of an entry apart from the one that joins lines.
    const continues = line.endsWith('\\')
    const part = continues ? line.slice(0, -1) : line.replace(/\\ $/, '\\')
    if (isOpen) entries.push(`${entries.pop() ?? ''}\n${part}`)
    else entries.push(part)
    isOpen = continues
  }
  return entries.map(entryOf).filter(entry => entry.text.trim() !== '')
}

function entryOf(line: string): ImportedLine {
  const extended = /^: *(\d+):(\d+);/.exec(line)
  if (extended === null) return { text: line }
  return { text: line.slice(extended[0].length), startedAt: Number(extended[1]) * 1000 }
}
