import { OutputStore } from '../../jobs/index.ts'

/** More is kept in a file. */
const memory = 4 << 20

/** What the tasks of a run gave, for whoever asks the job for it: objects, out of the way until then. */
export class KeptResults {
  readonly #store = new OutputStore({ memory, segment: Number.POSITIVE_INFINITY })

  /** `text`: a result as JSON. */
  add(text: string): void {
    this.#store.add('stdout', Buffer.from(`${text}\n`))
  }

  list(): unknown[] {
    const parts: Uint8Array[] = []
    let from = OutputStore.beginning
    for (let record = this.#store.read(from); record !== undefined; record = this.#store.read(from)) {
      parts.push(record.bytes)
      from = record.next
    }
    const lines = Buffer.concat(parts).toString().split('\n').slice(0, -1)
    return lines.map(line => JSON.parse(line) as unknown)
  }
}
