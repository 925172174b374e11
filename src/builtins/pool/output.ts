import type { Ports } from '../../lang/eval/index.ts'
import type { Progress } from './progress.ts'
import { isPromise, type MaybePromise } from '../../value/index.ts'

/** What tasks wrote, on its way out: at once, or in the order of the tasks (-k). */
export class TaskOutput {
  readonly #ports: Ports
  readonly #keepOrder: boolean
  readonly #waiting = new Map<number, readonly [string, string]>()
  readonly #fail: (error: unknown) => void
  readonly #progress: Pick<Progress, 'print'> | undefined
  /** Those that have begun and whose predecessors are not over; the first one writes. */
  readonly #order: number[] = []
  readonly #known = new Set<number>()
  readonly #lines = new Map<number, (readonly [string, string])[]>()
  #tail: Promise<void> | undefined

  /** `fail` hears of a reader that left. */
  constructor(
    ports: Ports,
    keepOrder: boolean,
    fail: (error: unknown) => void,
    progress?: Pick<Progress, 'print'>,
  ) {
    this.#progress = progress
    this.#ports = ports
    this.#keepOrder = keepOrder
    this.#fail = fail
  }

  /** A task begins: they do so in their order. */
  begun(seq: number): void {
    if (!this.#keepOrder || this.#known.has(seq)) return
    this.#known.add(seq)
    this.#order.push(seq)
  }

  /** A task is over: this is all it wrote. */
  task(seq: number, stdout: string, stderr: string): void {
    if (!this.#keepOrder) return this.#write(stdout, stderr)
    this.#waiting.set(seq, [stdout, stderr])
    for (;;) {
      const [first] = this.#order
      const texts = first === undefined ? undefined : this.#waiting.get(first)
      if (first === undefined || texts === undefined) return
      this.#order.shift()
      this.#known.delete(first)
      this.#waiting.delete(first)
      this.#write(...texts)
      this.#writeLines(this.#order[0])
    }
  }

  /** A line of a task that runs (--line-buffer), or of none. */
  line(text: string, stream: 'stdout' | 'stderr', seq?: number): void {
    const texts = [stream === 'stdout' ? text : '', stream === 'stderr' ? text : ''] as const
    if (!this.#keepOrder || seq === undefined || seq === this.#order[0]) return this.#write(...texts)
    const lines = this.#lines.get(seq)
    if (lines === undefined) this.#lines.set(seq, [texts])
    else lines.push(texts)
  }

  /** What a task whose turn it is now wrote before. */
  #writeLines(seq: number | undefined): void {
    if (seq === undefined) return
    for (const texts of this.#lines.get(seq) ?? []) this.#write(...texts)
    this.#lines.delete(seq)
  }

  /** Everything is written, also of tasks whose predecessors never came. */
  async finish(): Promise<void> {
    const left = new Set([...this.#waiting.keys(), ...this.#lines.keys()])
    for (const seq of [...left].toSorted((a, b) => a - b)) {
      this.#writeLines(seq)
      this.#write(...(this.#waiting.get(seq) ?? ['', '']))
    }
    await this.#tail
  }

  /** Its job is stopped: what still comes is written when that goes on. */
  stop(): void {
    this.#held ??= []
  }

  continue(): void {
    const held = this.#held ?? []
    this.#held = undefined
    for (const texts of held) this.#write(...texts)
  }

  #held: (readonly [string, string])[] | undefined

  #write(stdout: string, stderr: string): void {
    if (this.#held !== undefined) return void this.#held.push([stdout, stderr])
    if (stdout !== '' && this.#progress?.print(stdout, 'stdout') !== true)
      this.#send(() => this.#ports.out.write(stdout))
    if (stderr !== '' && this.#progress?.print(stderr, 'stderr') !== true)
      this.#send(() => this.#ports.err.write(stderr))
  }

  /** One after the other, at once while nobody is slow. */
  #send(write: () => MaybePromise<void>): void {
    try {
      const written = this.#tail === undefined ? write() : this.#tail.then(write)
      if (!isPromise(written)) return
      const tail = written.then(
        () => {
          if (this.#tail === tail) this.#tail = undefined
        },
        (error: unknown) => this.#fail(error),
      )
      this.#tail = tail
    } catch (error) {
      this.#fail(error)
    }
  }
}
