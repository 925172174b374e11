import { type Binding, scalarOf } from './binding.ts'

/**
 * The `NAME=value` list for children. The same array is given again while nothing exported has changed, so that the
 * host may keep what it made of it.
 */
export class EnvironmentList {
  /** Entries of the process's environment that are no shell variables. */
  passed: readonly string[] = []
  /** No shell has used it yet. */
  isNew = true
  #entries = new Map<string, { value: string; text: string }>()
  #last: readonly string[] = []

  share(): EnvironmentList {
    const copy = new EnvironmentList()
    copy.isNew = false
    copy.passed = this.passed
    copy.#entries = this.#entries
    copy.#last = this.#last
    return copy
  }

  of(
    bindings: ReadonlyMap<string, Binding>,
    extra: ReadonlyMap<string, string> | undefined,
    functions: readonly string[],
  ): readonly string[] {
    const list: string[] = []
    for (const [name, binding] of bindings) {
      if (!binding.exported || extra?.has(name) || binding.array !== 'none') continue
      const value = scalarOf(binding.value)
      if (value !== undefined) list.push(this.#text(name, value))
    }
    if (extra !== undefined) for (const [name, value] of extra) list.push(`${name}=${value}`)
    list.push(...this.passed, ...functions)
    if (!same(list, this.#last)) this.#last = list
    return this.#last
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
