import type { InPort } from '../../lang/eval/index.ts'
import type { PipeOptions } from './options.ts'

/** Pieces of a stream that end where records do (GNU parallel, --pipe). */
export interface BlockOptions extends PipeOptions {
  /** Records in a piece; as many as fit into a block if not said. */
  readonly records: number | undefined
  /** Lines of a record (-L). */
  readonly lines?: number | undefined
  /** What each piece begins with: so many lines of the beginning, or what of it matches. */
  readonly header: number | RegExp
}

const readSize = 1 << 18

/** Cuts standard input into pieces of whole records. A record that is longer than a block makes the block longer. */
export async function* blocks(port: Pick<InPort, 'read'>, options: BlockOptions): AsyncGenerator<Uint8Array> {
  const cutter = new Cutter(options)
  let size = options.block
  let { kept, header, isOver } = await readHeader(port, options.header)
  // What was read for the header may be more than a block.
  let ahead = kept
  kept = Buffer.alloc(0)
  while (!isOver || ahead.length > 0) {
    while (kept.length < size && (!isOver || ahead.length > 0)) {
      const wanted = Math.min(size - kept.length, readSize)
      const bytes = ahead.length > 0 ? ahead.subarray(0, wanted) : await port.read(wanted)
      ahead = ahead.subarray(wanted)
      if (bytes === undefined) isOver = true
      else kept = Buffer.concat([kept, bytes])
    }
    let from = 0
    for (const end of cutter.cuts(kept)) {
      yield Buffer.concat([header, cutter.trimmed(kept.subarray(from, end))])
      from = end
    }
    if (from === 0) size = Math.ceil(size * 1.3) + 1
    kept = kept.subarray(from)
  }
  if (kept.length > 0) yield Buffer.concat([header, cutter.trimmed(kept)])
}

/** What the stream begins with that each piece gets, and what was read behind it. */
async function readHeader(
  port: Pick<InPort, 'read'>,
  wanted: number | RegExp,
): Promise<{ readonly header: Buffer; kept: Buffer; isOver: boolean }> {
  let read = Buffer.alloc(0)
  let [end, isOver] = [0, false]
  while (wanted !== 0 && !isOver && (end === 0 || end === read.length) && read.length < readSize) {
    const bytes = await port.read(readSize)
    if (bytes === undefined) isOver = true
    else read = Buffer.concat([read, bytes])
    end = headerEnd(read, wanted)
  }
  return { header: read.subarray(0, end), kept: read.subarray(end), isOver }
}

function headerEnd(bytes: Buffer, header: number | RegExp): number {
  if (typeof header === 'number') return lineEnd(bytes, header)
  return header.exec(bytes.toString('latin1'))?.[0].length ?? 0
}

/** Where so many lines end, or all there is. */
function lineEnd(bytes: Buffer, lines: number): number {
  let at = 0
  for (let i = 0; i < lines; i++) {
    const next = bytes.indexOf(10, at)
    if (next === -1) return bytes.length
    at = next + 1
  }
  return at
}

/** Finds the ends of records: behind `recordEnd`, in front of `recordStart`, or between both where both are given. */
class Cutter {
  readonly #options: BlockOptions
  /** Bytes as characters. */
  readonly #pattern: RegExp
  readonly #plain: Buffer | undefined

  constructor(options: BlockOptions) {
    const { recordStart, recordEnd, isRegex } = options
    const source = (text: string): string =>
      isRegex
        ? text
        : Buffer.from(text)
            .toString('latin1')
            .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const end = recordEnd ?? (recordStart === undefined ? '\n' : '')
    const ahead = recordStart === undefined || recordStart === '' ? '' : `(?=${source(recordStart)})`
    this.#options = options
    this.#pattern = new RegExp(`${source(end)}${ahead}`, 'g')
    this.#plain =
      isRegex || ahead !== '' || options.records !== undefined || options.lines !== undefined
        ? undefined
        : Buffer.from(end)
  }

  /** Where pieces end in what is there. */
  cuts(bytes: Buffer): readonly number[] {
    if (this.#plain !== undefined) {
      const at = bytes.lastIndexOf(this.#plain)
      return at === -1 || bytes.length === 0 ? [] : [at + this.#plain.length]
    }
    const { records, lines = 1 } = this.#options
    const ends: number[] = []
    for (const { 0: text, index } of bytes.toString('latin1').matchAll(this.#pattern))
      if (index + text.length > 0) ends.push(index + text.length)
    const whole = lines === 1 ? ends : ends.filter((_, at) => (at + 1) % lines === 0)
    return records === undefined ? whole.slice(-1) : whole.filter((_, at) => (at + 1) % records === 0)
  }

  /** Without what stands between records (--rrs). */
  trimmed(piece: Buffer): Buffer {
    if (!this.#options.removesSeparators) return piece
    const text = piece.toString('latin1')
    return Buffer.from(text.replace(this.#pattern, ''), 'latin1')
  }
}
