import type { InPort } from '../../lang/eval/index.ts'
import { decodeBytes } from '../../value/index.ts'

/** Texts between delimiters; what follows the last one counts if there is something. */
export async function* records(port: Pick<InPort, 'read'>, delimiter: string): AsyncGenerator<string> {
  const end = Buffer.from(delimiter)
  let kept: Uint8Array[] = []
  for (;;) {
    const read = await port.read(1 << 16)
    if (read === undefined) break
    // A delimiter of several bytes may be cut in two.
    const bytes = end.length > 1 ? Buffer.concat([...kept.splice(0), read]) : asBuffer(read)
    let from = 0
    for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, from)) {
      kept.push(bytes.subarray(from, at))
      yield decodeBytes(kept.length === 1 && kept[0] !== undefined ? kept[0] : Buffer.concat(kept))
      kept = []
      from = at + end.length
    }
    if (from < bytes.length) kept.push(bytes.slice(from))
  }
  if (kept.length > 0) yield decodeBytes(Buffer.concat(kept))
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Lines of comma-separated text: one whose quotes are open goes on in the next. */
export async function* csvRecords(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let open: string | undefined
  for await (const line of lines) {
    const text = open === undefined ? line : `${open}\n${line}`
    open = text.split('"').length % 2 === 0 ? text : undefined
    if (open === undefined) yield text
  }
  if (open !== undefined) yield open
}
