/** Calls that a batch can have at most. */
export const largestBatch = 128
const longestText = 64

/** Stands for a result that is not there. */
export const none = Symbol('none')

const [number, undefinedKind, nullKind, trueKind, falseKind, text] = [1, 2, 3, 4, 5, 8]

/**
 * Results of a batch in memory that a worker thread shares with its pool: a number, a truth or a short text needs no message,
 * and is not lost when the thread dies in the next call.
 */
export class SharedResults {
  readonly buffer: SharedArrayBuffer
  /** What there is of each call; written last. */
  readonly #kinds: Uint8Array
  readonly #numbers: Float64Array
  readonly #texts: Uint8Array

  constructor(buffer = new SharedArrayBuffer(largestBatch * (1 + 8 + longestText))) {
    this.buffer = buffer
    this.#numbers = new Float64Array(buffer, 0, largestBatch)
    this.#kinds = new Uint8Array(buffer, largestBatch * 8, largestBatch)
    this.#texts = new Uint8Array(buffer, largestBatch * 9, largestBatch * longestText)
  }

  /** Nothing is there. */
  clear(): void {
    this.#kinds.fill(0)
  }

  /** The worker's side: false for a value that needs a message. */
  put(index: number, value: unknown): boolean {
    const kind = this.#write(index, value)
    if (kind !== 0) Atomics.store(this.#kinds, index, kind)
    return kind !== 0
  }

  #write(index: number, value: unknown): number {
    switch (typeof value) {
      case 'number':
        this.#numbers[index] = value
        return number
      case 'undefined':
        return undefinedKind
      case 'boolean':
        return value ? trueKind : falseKind
      case 'string':
        return this.#writeText(index * longestText, value)
      default:
        return value === null ? nullKind : 0
    }
  }

  #writeText(from: number, value: string): number {
    if (value.length > longestText) return 0
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i)
      if (code > 255) return 0
      this.#texts[from + i] = code
    }
    return text + value.length
  }

  /** The pool's side: the result of a call, or `none`. */
  take(index: number): unknown {
    const kind = Atomics.load(this.#kinds, index)
    switch (kind) {
      case 0:
        return none
      case number:
        return this.#numbers[index]
      case undefinedKind:
        return undefined
      case nullKind:
        return null
      case trueKind:
      case falseKind:
        return kind === trueKind
      default: {
        const from = index * longestText
        return String.fromCharCode(...this.#texts.subarray(from, from + kind - text))
      }
    }
  }
}
