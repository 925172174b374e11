import type { KnownName } from './names.ts'

/** The names that the user's code declared or assigned, and how each is read. */
export class ScopeNames {
  /** What a later statement's transformation knows of them. */
  readonly known = new Map<string, KnownName>()
  readonly #getters = new Map<string, () => unknown>()
  /** The same set as long as no name comes or goes: what is known of a text by its names stays known. */
  #names: ReadonlySet<string> = new Set()

  all(): ReadonlySet<string> {
    const known = this.#names
    const isSame = known.size === this.#getters.size && this.#getters.keys().every(name => known.has(name))
    return isSame ? known : (this.#names = new Set(this.#getters.keys()))
  }

  /** The value of a name; none for one whose initialiser has not run. */
  lookup(name: string): { readonly value: unknown } | undefined {
    const getter = this.#getters.get(name)
    if (getter === undefined) return undefined
    try {
      return { value: getter() }
    } catch (error) {
      if (error instanceof ReferenceError) return undefined
      throw error
    }
  }

  /** A name that is a property of the global object, as an assignment at the prompt makes. */
  assigned(name: string): void {
    this.known.set(name, { kind: 'assigned', internal: name })
    this.readGlobal(name)
  }

  /** Reads a name from the global object, without taking it for declared. */
  readGlobal(name: string): void {
    this.#getters.set(name, () => (globalThis as Record<string, unknown>)[name])
  }

  bind(getters: Readonly<Record<string, () => unknown>>): void {
    for (const [name, getter] of Object.entries(getters)) this.#getters.set(name, getter)
  }

  /**
   * After a statement: its names, minus those whose initialiser threw (they can be declared or assigned again but not read), and the
   * properties of the global object that were not there `before`.
   */
  remember(declared: ReadonlyMap<string, KnownName>, before: ReadonlySet<string>): void {
    for (const [name, known] of declared) {
      const isMissing = known.kind === 'assigned' && !(name in globalThis)
      const dead = isMissing || this.lookup(name) === undefined
      if (!isMissing) this.known.set(name, dead ? { ...known, dead } : known)
      if (dead) this.#getters.delete(name)
    }
    for (const name of Object.keys(globalThis)) {
      if (!before.has(name) && !this.known.has(name)) this.assigned(name)
    }
  }
}
