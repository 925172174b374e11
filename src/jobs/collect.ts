import type { Descriptor } from '../os/index.ts'
import type { StreamName } from './output/records.ts'

const chunkBytes = 65_536
/** How long the end of a command waits for those that hold its output open still. */
const graceMs = 200

/** Takes the bytes of one attempt: to the job's output, to its log. */
export type Sink = (stream: StreamName, bytes: Uint8Array) => void | Promise<void>

/** Reads what a job writes, each stream to its end. */
export class Collector {
  readonly #done: Promise<unknown>

  constructor(streams: Readonly<Partial<Record<StreamName, Descriptor>>>, sink: Sink) {
    const { stdout, stderr } = streams
    this.#done = Promise.all([
      stdout && drain(stdout, bytes => sink('stdout', bytes)),
      stderr && drain(stderr, bytes => sink('stderr', bytes)),
    ])
  }

  /** All is read, or somebody who outlives the command holds its output open: that one's comes later. */
  async settled(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>(resolve => (timer = setTimeout(resolve, graceMs)))
    await Promise.race([this.#done, late])
    clearTimeout(timer)
  }
}

async function drain(
  descriptor: Descriptor,
  take: (bytes: Uint8Array) => void | Promise<void>,
): Promise<void> {
  try {
    for (;;) {
      const bytes = await descriptor.read(chunkBytes)
      if (bytes === undefined) return
      await take(bytes)
    }
  } catch {
    // The pipe is broken: there is no more to be had.
  } finally {
    descriptor.close()
  }
}
