import type { Stacks } from '../stack.ts'
import { Inspector } from './function-scopes.ts'
import { Packer } from './pack.ts'
import type { Packed, PackOptions } from './packed.ts'
import type { Piece } from './parcel.ts'
import { traceStack } from './trace.ts'

export interface SessionPackerOptions {
  readonly runtime?: string
  readonly hostNames: ReadonlySet<string>
  readonly stacks: Stacks
  parent(): string
  variable(name: string): string | undefined
}

interface Imported {
  readonly specifier: string
  readonly parent: string
  readonly name: string
}

/** Packs functions of one session: knows its imports, the shell's names and the prompt's own object. */
export class SessionPacker {
  readonly #options: SessionPackerOptions
  readonly #imported = new WeakMap<object, Imported>()
  #inspector: Inspector | undefined
  #count = 0

  constructor(options: SessionPackerOptions) {
    this.#options = options
  }

  /** A module that was imported at the prompt: what it exports can be imported again elsewhere. */
  remember(module: object, specifier: string, parent: string): void {
    if (!this.#imported.has(module)) this.#imported.set(module, { specifier, parent, name: '*' })
    for (const name of Object.keys(module)) {
      const value = valueOf(module, name)
      if (value !== undefined && !this.#imported.has(value))
        this.#imported.set(value, { specifier, parent, name })
    }
  }

  /** A function with all it needs. Throws TransportError. `provided` knows the shell's own names. */
  pack(value: unknown, label: string, provided: NonNullable<PackOptions['provided']>): Packed {
    const options: PackOptions = {
      runtime: this.#options.runtime,
      hostNames: this.#options.hostNames,
      parent: this.#options.parent(),
      provided: name => this.#provided(name, provided),
      imported: one => this.#imported.get(one),
      variable: name => this.#options.variable(name),
    }
    return new Packer((this.#inspector ??= new Inspector()), `nacre-packed-${++this.#count}`, options).pack(
      value,
      label,
    )
  }

  /** Names the shell put on the global object are not enumerable, those of the user are. */
  #provided(name: string, provided: NonNullable<PackOptions['provided']>): Piece | string | undefined {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name)
    if (descriptor === undefined || descriptor.enumerable === true) return undefined
    if (name === '_' || this.#options.hostNames.has(name)) return undefined
    if (name === 'require') return { type: 'require', parent: this.#options.parent() }
    return provided(name)
  }

  /** A worker's stack with the user's own lines. */
  trace(stack: string, packed: Packed): string {
    return traceStack(stack, packed, (this.#inspector ??= new Inspector()), this.#options.stacks)
  }

  close(): void {
    this.#inspector?.close()
    this.#inspector = undefined
  }
}

/** An exported function or object; a name that has no value yet throws when it is read. */
function valueOf(module: object, name: string): object | undefined {
  try {
    const value = (module as Record<string, unknown>)[name]
    return (typeof value === 'object' && value !== null) || typeof value === 'function' ? value : undefined
  } catch {
    return undefined
  }
}
