import { type Binding, scalarOf } from './binding.ts'

/**
 * The `NAME=value` list for children. The same array is given again while nothing exported has changed, so that the
 * host may keep what it made of it.
 */
export class EnvironmentList {
  #passed: readonly string[] = []
  /** No shell has used it yet. */
  isNew = true
  #entries = new Map<string, { value: string; text: string }>()
  #last: readonly string[] = []
  /** The exported variables that `#last` was made of, if of nothing else but `passed`. */
  #names: readonly string[] = []
  #values: readonly string[] = []
  #isPlain = false

  /** Entries of the process's environment that are no shell variables. */
  set passed(entries: readonly string[]) {
    this.#passed = entries
    this.#isPlain = false
  }

  share(): EnvironmentList {
    const copy = new EnvironmentList()
    copy.isNew = false
    copy.#passed = this.#passed
    copy.#entries = this.#entries
    copy.#last = this.#last
    copy.#names = this.#names
    copy.#values = this.#values
    copy.#isPlain = this.#isPlain
    return copy
  }

  of(
    bindings: ReadonlyMap<string, Binding>,
    extra: ReadonlyMap<string, string> | undefined,
    functions: readonly string[],
  ): readonly string[] {
    const isPlain = extra === undefined && functions.length === 0
    if (isPlain && this.#isPlain && this.#isAsBefore(bindings)) return this.#last
    const names: string[] = []
    const values: string[] = []
    for (const [name, binding] of bindings) {
      if (!binding.exported || extra?.has(name) || binding.array !== 'none') continue
      const value = scalarOf(binding.value)
      if (value === undefined) continue
      names.push(name)
      values.push(value)
    }
    const list = names.map((name, i) => this.#text(name, values[i] ?? ''))
    if (extra !== undefined) for (const [name, value] of extra) list.push(`${name}=${value}`)
    list.push(...this.#passed, ...functions)
    if (!same(list, this.#last)) this.#last = list
    this.#names = names
    this.#values = values
    this.#isPlain = isPlain
    return this.#last
  }

  /** Every program asks, so this has to be cheap also before it is compiled: `forEach` makes no pairs. */
  #isAsBefore(bindings: ReadonlyMap<string, Binding>): boolean {
    const names = this.#names
    const values = this.#values
    let at = 0
    let isSame = true
    bindings.forEach((binding, name) => {
      if (!binding.exported || binding.array !== 'none' || !isSame) return
      const value = scalarOf(binding.value)
      if (value === undefined) return
      isSame = names[at] === name && values[at] === value
      at++
    })
    return isSame && at === names.length
  }

  #text(name: string, value: string): string {
    const known = this.#entries.get(name)
    if (known?.value === value) return known.text
    const text = `${name}=${value}`
    this.#entries.set(name, { value, text })
    return text
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
