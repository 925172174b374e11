import { Module } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { Script } from 'node:vm'
import type { Parcel, Piece, Ref } from './parcel.ts'
import { unitCode } from './unit-code.ts'

/** How modules are imported where a parcel is opened: as if from the module at `parent`. */
export type ImportFrom = (specifier: string, parent: string, options?: ImportCallOptions) => Promise<object>

type Setters = Readonly<Record<string, (value: unknown) => void>>

/** What a unit's script gives. */
interface LoadedUnit {
  readonly set: Setters
  readonly functions: readonly { readonly set: Setters; make(): object }[]
}

/** Makes the value of a parcel: its functions with the names they need. */
export async function unpack(parcel: Parcel, importFrom: ImportFrom): Promise<unknown> {
  return new Unpacker(parcel, importFrom, await importAll(parcel, importFrom)).open()
}

/** Modules first: everything after is done at once. */
async function importAll(parcel: Parcel, importFrom: ImportFrom): Promise<ReadonlyMap<Piece, unknown>> {
  const loaded = await Promise.all(
    parcel.pieces.map(async (piece): Promise<[Piece, unknown]> => {
      if (piece.type !== 'import') return [piece, undefined]
      const module = (await importFrom(piece.specifier, piece.parent)) as Record<string, unknown>
      return [piece, piece.name === '*' ? module : module[piece.name]]
    }),
  )
  return new Map(loaded)
}

class Unpacker {
  readonly #parcel: Parcel
  readonly #importFrom: ImportFrom
  readonly #imported: ReadonlyMap<Piece, unknown>
  readonly #units: readonly LoadedUnit[]
  readonly #values = new Map<Ref, unknown>()
  /** They get their class when that is made. */
  readonly #instances = new Map<object, Ref>()
  readonly #begun = new Set<Ref>()

  constructor(parcel: Parcel, importFrom: ImportFrom, imported: ReadonlyMap<Piece, unknown>) {
    this.#parcel = parcel
    this.#importFrom = importFrom
    this.#imported = imported
    this.#units = parcel.units.map(
      unit => new Script(unitCode(unit).code, { filename: unit.name }).runInThisContext() as LoadedUnit,
    )
  }

  open(): unknown {
    const value = this.#value(this.#parcel.root)
    // What stood in a circle was not there yet when it was first given.
    for (const ref of this.#values.keys()) this.#bind(ref)
    for (const [instance, made] of this.#instances)
      Object.setPrototypeOf(instance, (this.#value(made) as { readonly prototype: object }).prototype)
    return value
  }

  #value(ref: Ref): unknown {
    if (this.#values.has(ref)) return this.#values.get(ref)
    const piece = this.#parcel.pieces[ref]
    if (piece === undefined || this.#begun.has(ref)) return undefined
    this.#begun.add(ref)
    return this.#make(ref, piece)
  }

  #keep<T>(ref: Ref, value: T): T {
    this.#values.set(ref, value)
    return value
  }

  #make(ref: Ref, piece: Piece): unknown {
    switch (piece.type) {
      case 'function':
        return this.#function(ref, piece)
      case 'object':
        return this.#fill(this.#keep(ref, piece.isBare ? Object.create(null) : {}) as object, piece.entries)
      case 'array':
        return this.#array(this.#keep(ref, []), piece.items)
      case 'map':
        return this.#map(this.#keep(ref, new Map()), piece.entries)
      case 'set':
        return this.#set(this.#keep(ref, new Set()), piece.items)
      case 'instance': {
        const instance = this.#keep(ref, {})
        this.#instances.set(instance, piece.class)
        this.#value(piece.class)
        return this.#fill(instance, piece.entries)
      }
      case 'filled': {
        const value = this.#keep(ref, piece.value)
        for (const [name, part] of piece.entries) Reflect.set(value, name, this.#value(part))
        return value
      }
      default:
        return this.#keep(ref, this.#simple(piece))
    }
  }

  #simple(
    piece: Exclude<Piece, { type: 'function' | 'object' | 'array' | 'map' | 'set' | 'instance' | 'filled' }>,
  ): unknown {
    switch (piece.type) {
      case 'clone':
        return piece.value
      case 'buffer':
        return Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.byteLength)
      case 'url':
        return new URL(piece.href)
      case 'symbol':
        return piece.isWellKnown ? wellKnown(piece.key) : Symbol.for(piece.key)
      case 'global':
        return piece.path.reduce<unknown>(
          (value, name) => (value as Record<string, unknown>)[name],
          globalThis,
        )
      case 'import':
        return this.#imported.get(piece)
      case 'importer':
        return (specifier: string, options?: ImportCallOptions) =>
          this.#importFrom(specifier, piece.parent, options)
      case 'meta':
        return metaOf(piece.parent)
      case 'runtime':
        return this.#runtime(piece)
      case 'require':
        return Module.createRequire(piece.parent)
      case 'sleep':
        return (time: number | string) => sleep(milliseconds(time))
    }
  }

  /** A class runs code when it is made: what it needs comes first. */
  #function(ref: Ref, piece: Extract<Piece, { type: 'function' }>): unknown {
    const packed = this.#parcel.units[piece.unit]?.functions[piece.index]
    const loaded = this.#units[piece.unit]?.functions[piece.index]
    if (packed === undefined || loaded === undefined)
      throw new Error(`no function ${piece.name} in this parcel`)
    if (packed.form === 'class') this.#bind(ref, packed.eager)
    const made = this.#keep(ref, loaded.make())
    if (piece.name !== '' && (made as { name?: unknown }).name !== piece.name)
      Object.defineProperty(made, 'name', { value: piece.name, configurable: true })
    this.#bind(ref)
    return made
  }

  /** Gives a function its names, or only some of them. */
  #bind(ref: Ref, only?: readonly string[]): void {
    const piece = this.#parcel.pieces[ref]
    if (piece?.type !== 'function') return
    const unit = this.#parcel.units[piece.unit]
    const packed = unit?.functions[piece.index]
    const loaded = this.#units[piece.unit]
    const isWanted = ([name]: readonly [string, Ref]): boolean => only?.includes(name) ?? true
    for (const entry of unit?.shared ?? [])
      if (packed?.uses.includes(entry[0]) === true && isWanted(entry))
        loaded?.set[entry[0]]?.(this.#value(entry[1]))
    for (const entry of packed?.bindings ?? [])
      if (isWanted(entry)) loaded?.functions[piece.index]?.set[entry[0]]?.(this.#value(entry[1]))
  }

  #fill(object: object, entries: readonly (readonly [string, Ref])[]): object {
    for (const [name, ref] of entries)
      Object.defineProperty(object, name, {
        value: this.#value(ref),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    return object
  }

  #array(array: unknown[], items: readonly Ref[]): unknown[] {
    for (const ref of items) array.push(this.#value(ref))
    return array
  }

  #map(map: Map<unknown, unknown>, entries: readonly (readonly [Ref, Ref])[]): Map<unknown, unknown> {
    for (const [key, value] of entries) map.set(this.#value(key), this.#value(value))
    return map
  }

  #set(set: Set<unknown>, items: readonly Ref[]): Set<unknown> {
    for (const ref of items) set.add(this.#value(ref))
    return set
  }

  #runtime(piece: Extract<Piece, { type: 'runtime' }>): object {
    return {
      resume: (value: unknown) => value,
      iterate: (values: unknown) => values,
      import: (specifier: string, options?: ImportCallOptions) =>
        this.#importFrom(specifier, piece.parent, options),
      meta: metaOf(piece.parent),
      variables: { ...piece.variables },
    }
  }
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** As the shell's `sleep` reads it: 250, `'250ms'`, `'2s'`. */
function milliseconds(time: number | string): number {
  if (typeof time === 'number') return time
  const [, amount = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(time) ?? []
  if (amount === '') throw new TypeError(`sleep: ${time}: not a duration (250, 250ms, 2s, 1m)`)
  return Number(amount) * (units[unit] ?? 1)
}

function wellKnown(name: string): unknown {
  return (Symbol as unknown as Record<string, unknown>)[name]
}

function metaOf(parent: string): object {
  if (!parent.startsWith('file:')) return { url: parent }
  const filename = decodeURIComponent(new URL(parent).pathname)
  return {
    url: parent,
    filename,
    dirname: filename.slice(0, filename.lastIndexOf('/')) || '/',
    resolve: (specifier: string) => Module.createRequire(parent).resolve(specifier),
  }
}
