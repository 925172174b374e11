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
  #next = 1
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

  /** A task is over: this is all it wrote. */
  task(seq: number, stdout: string, stderr: string): void {
    if (!this.#keepOrder) return this.#write(stdout, stderr)
    this.#waiting.set(seq, [stdout, stderr])
    for (;;) {
      const texts = this.#waiting.get(this.#next)
      if (texts === undefined) return
      this.#waiting.delete(this.#next++)
      this.#write(...texts)
    }
  }

  /** A line of a task that runs (--line-buffer). */
  line(text: string, stream: 'stdout' | 'stderr'): void {
    this.#write(stream === 'stdout' ? text : '', stream === 'stderr' ? text : '')
  }

  /** Everything is written, also of tasks whose predecessors never came. */
  async finish(): Promise<void> {
    for (const [, texts] of [...this.#waiting].toSorted(([a], [b]) => a - b)) this.#write(...texts)
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
