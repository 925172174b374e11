import type { PoolFunction } from '../../jobs/index.ts'
import { isCloneable, type Packed, type Piece, type SessionPacker } from '../../lang/typescript/index.ts'

/** What the shell's own names are elsewhere: a piece, or why there is none. */
export type ProvidedNames = (name: string) => Piece | string | undefined

/** A function as tasks call it: here, or packed for a worker. */
export class TransportableFunction implements PoolFunction {
  readonly call: (...args: never[]) => unknown
  readonly #packer: SessionPacker
  readonly #provided: ProvidedNames
  #packed: Packed | undefined

  constructor(call: (...args: never[]) => unknown, packer: SessionPacker, provided: ProvidedNames) {
    this.call = call
    this.#packer = packer
    this.#provided = provided
  }

  pack(): unknown {
    this.#packed ??= this.#packer.pack(this.call, this.call.name || 'fn', this.#provided)
    return this.#packed.parcel
  }

  packArgument(value: unknown): { readonly packed: unknown } | undefined {
    if (isCloneable(value)) return undefined
    return { packed: this.#packer.pack(value, 'item', this.#provided).parcel }
  }

  trace(stack: string): string {
    return this.#packed === undefined ? stack : this.#packer.trace(stack, this.#packed)
  }
}
