/** An indexed array of the shell: sparse, subscripts from 0 to 2^53, always walked in rising order. */
export class IndexedArray {
  #elements = new Map<number, string>()
  #last = -1
  #sorted = true

  static from(values: Iterable<string>): IndexedArray {
    const array = new IndexedArray()
    for (const value of values) array.push(value)
    return array
  }

  /** The number of elements that are set. */
  get size(): number {
    return this.#elements.size
  }

  /** One more than the highest subscript: where `x+=(…)` appends and what negative subscripts count from. */
  get end(): number {
    return this.#last + 1
  }

  get(index: number): string | undefined {
    return this.#elements.get(index)
  }

  has(index: number): boolean {
    return this.#elements.has(index)
  }

  set(index: number, value: string): void {
    if (index > this.#last) this.#last = index
    else if (!this.#elements.has(index)) this.#sorted = false
    this.#elements.set(index, value)
  }

  push(value: string): void {
    this.set(this.end, value)
  }

  delete(index: number): void {
    this.#elements.delete(index)
    if (index === this.#last) this.#last = Math.max(-1, ...this.#sort().keys())
  }

  /** Subscripts in rising order. */
  keys(): Iterable<number> {
    return this.#sort().keys()
  }

  values(): string[] {
    return [...this.#sort().values()]
  }

  entries(): Iterable<[number, string]> {
    return this.#sort().entries()
  }

  clone(): IndexedArray {
    const copy = new IndexedArray()
    for (const [index, value] of this.entries()) copy.set(index, value)
    return copy
  }

  #sort(): Map<number, string> {
    if (!this.#sorted) {
      this.#elements = new Map([...this.#elements].sort(([a], [b]) => a - b))
      this.#sorted = true
    }
    return this.#elements
  }
}
