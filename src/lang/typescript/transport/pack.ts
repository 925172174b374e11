import { types } from 'node:util'
import { BoundNames } from './bound-names.ts'
import { readFunction, type FunctionSource } from './function-source.ts'
import type { Inspector, Surroundings } from './function-scopes.ts'
import { globalPath, nodeModulePath } from './known-values.ts'
import type { FunctionDraft, Origin, Packed, PackOptions, UnitDraft } from './packed.ts'
import { TransportError, type Piece, type Ref, type Unit } from './parcel.ts'
import { isCloneable, leftBehind } from './plain.ts'

/** Packs values for another thread or process. One for each thing that is sent; the inspector is shared. */
export class Packer {
  readonly #options: PackOptions
  readonly #inspector: Inspector
  readonly #prefix: string
  readonly #pieces: Piece[] = []
  readonly #refs = new Map<unknown, Ref>()
  readonly #units = new Map<string, { readonly number: number; readonly draft: UnitDraft }>()
  readonly #names: BoundNames
  readonly #origins: Origin[] = []

  /** `prefix` names its scripts, so that errors which come back can be told apart. */
  constructor(inspector: Inspector, prefix: string, options: PackOptions) {
    this.#inspector = inspector
    this.#prefix = prefix
    this.#options = options
    this.#names = new BoundNames(inspector, options, {
      add: piece => this.#add(piece),
      value: (value, label) => this.#value(value, label),
    })
  }

  /** A function or value with all it needs. Throws TransportError where something cannot travel. */
  pack(value: unknown, label: string): Packed {
    const root = this.#value(value, label)
    const units: Unit[] = [...this.#units.values()].map(({ draft }) => draft)
    return { parcel: { pieces: this.#pieces, units, root }, origins: this.#origins }
  }

  #add(piece: Piece): Ref {
    return this.#pieces.push(piece) - 1
  }

  #value(value: unknown, label: string): Ref {
    const known = this.#refs.get(value)
    if (known !== undefined) return known
    if (typeof value === 'symbol') return this.#symbol(value, label)
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
      return this.#add({ type: 'clone', value })
    return this.#object(value, label)
  }

  #symbol(value: symbol, label: string): Ref {
    const key = Symbol.keyFor(value)
    if (key !== undefined) return this.#add({ type: 'symbol', key, isWellKnown: false })
    const name = value.description?.replace(/^Symbol\./, '') ?? ''
    if ((Symbol as unknown as Record<string, unknown>)[name] !== value)
      throw new TransportError(label, 'a symbol of its own exists once only')
    return this.#add({ type: 'symbol', key: name, isWellKnown: true })
  }

  /** Keeps the place in the list before the parts are packed: they may come back to it. */
  #object(value: object, label: string): Ref {
    const ref = this.#add({ type: 'clone', value: undefined })
    this.#refs.set(value, ref)
    this.#pieces[ref] = this.#piece(value, label, ref)
    return ref
  }

  #piece(value: object, label: string, ref: Ref): Piece {
    const found = this.#known(value)
    if (found !== undefined) return found
    if (typeof value === 'function') return this.#function(value, label, ref)
    const fault = types.isProxy(value) ? 'a Proxy cannot be cloned' : undefined
    if (fault !== undefined) throw new TransportError(label, fault)
    if (Buffer.isBuffer(value)) return { type: 'buffer', bytes: new Uint8Array(value) }
    if (value instanceof URL) return { type: 'url', href: value.href }
    if (isCloneable(value)) return { type: 'clone', value }
    return this.#container(value, label)
  }

  /** What is there already wherever it goes: globals, Node's modules, what can be imported again. */
  #known(value: object): Piece | undefined {
    const path = globalPath(value)
    if (path !== undefined) return { type: 'global', path }
    const imported = this.#options.imported?.(value)
    if (imported !== undefined) return { type: 'import', ...imported }
    // A module's exports, or its namespace; a single function of one is found when its text turns out to be Node's.
    return typeof value === 'function' ? undefined : this.#ofNode(value)
  }

  #ofNode(value: object): Piece | undefined {
    const node = nodeModulePath(value)
    if (node === undefined) return undefined
    return { type: 'import', specifier: node.module, parent: this.#options.parent, name: node.name }
  }

  #container(value: object, label: string): Piece {
    if (Array.isArray(value))
      return { type: 'array', items: Array.from(value, (item, i) => this.#value(item, `${label}[${i}]`)) }
    if (value instanceof Map)
      return {
        type: 'map',
        entries: [...value].map(([key, item]: [unknown, unknown]) => [
          this.#value(key, `a key of ${label}`),
          this.#value(item, `${label}.get(${String(key)})`),
        ]),
      }
    if (value instanceof Set)
      return { type: 'set', items: [...value].map(item => this.#value(item, `an item of ${label}`)) }
    const rest = leftBehind(value)
    if (rest !== undefined) return { type: 'filled', value, entries: this.#entries(rest, label) }
    const prototype = Object.getPrototypeOf(value) as object | null
    if (prototype === null || prototype === Object.prototype)
      return { type: 'object', isBare: prototype === null, entries: this.#entries(value, label) }
    return this.#instance(value, prototype, label)
  }

  #entries(value: object, label: string): (readonly [string, Ref])[] {
    return Object.entries(value).map(([name, item]) => [name, this.#value(item, `${label}.${name}`)])
  }

  #instance(value: object, prototype: object, label: string): Piece {
    const maker = (prototype as { constructor?: unknown }).constructor
    const name = typeof maker === 'function' ? maker.name : ''
    const what = `it is ${name === '' ? 'an object of a class without a name' : withArticle(name)}`
    if (typeof maker !== 'function' || globalPath(maker) !== undefined || types.isPromise(value))
      throw new TransportError(label, `${what}, which lives in this process only`)
    if (isNative(maker) || this.#isNodes(this.#inspector.surroundings(maker)))
      throw new TransportError(label, `${what}, which lives in this process only`)
    for (
      let up: unknown = maker;
      typeof up === 'function' && up !== Function.prototype;
      up = Object.getPrototypeOf(up)
    ) {
      if (globalPath(up) !== undefined) throw new TransportError(label, `${what}, made on top of ${up.name}`)
      if (readFunction(String(up))?.hasPrivates === true)
        throw new TransportError(label, `${what}, whose #private members cannot be copied`)
    }
    return { type: 'instance', class: this.#value(maker, name), entries: this.#entries(value, label) }
  }

  #function(fn: Function, label: string, ref: Ref): Piece {
    const text = Function.prototype.toString.call(fn)
    if (isNative(fn)) {
      const node = this.#ofNode(fn)
      if (node !== undefined) return node
      throw new TransportError(label, 'it is a bound or native function: wrap it, as in x => f(x)')
    }
    const source = readFunction(text)
    if (source === undefined) throw new TransportError(label, 'its text is no function of its own')
    if (source.fault !== undefined) throw new TransportError(label, source.fault)
    const surroundings = this.#inspector.surroundings(fn)
    if (takesFromAround(source, surroundings) && this.#isNodes(surroundings)) {
      const node = this.#ofNode(fn)
      if (node !== undefined) return node
      throw new TransportError(label, 'it is a function of Node itself')
    }
    const unit = this.#unit(surroundings)
    const packed: FunctionDraft = {
      code: source.edited.text,
      form: source.form,
      bindings: [],
      uses: [],
      eager: [...source.eager],
    }
    const index = unit.draft.functions.push(packed) - 1
    this.#traceBack(unit.draft.name, index, surroundings, source)
    // Before its names: they may lead back here.
    this.#pieces[ref] = { type: 'function', unit: unit.number, index, name: fn.name }
    for (const name of source.free)
      this.#names.bind(name, { fn, source, surroundings, unit: unit.draft, packed, label })
    return { type: 'function', unit: unit.number, index, name: fn.name }
  }

  #isNodes({ place, scopes }: Surroundings): boolean {
    if (place === undefined || scopes.some(scope => scope.type === 'module')) return false
    return this.#inspector.address(place.script)?.startsWith('node:') === true
  }

  #traceBack(unit: string, index: number, { place }: Surroundings, source: FunctionSource): void {
    if (place === undefined) return
    // One bracket, and for a method a brace, stands before the function's own text.
    const before = source.form === 'method' ? 2 : 1
    const toOriginal = (offset: number): number => source.edited.originalOffset(offset) - before
    this.#origins.push({
      unit,
      index,
      ...place,
      toOriginal,
      code: source.edited.text,
      original: source.original,
    })
  }

  #unit({ scopes, place }: Surroundings): { readonly number: number; readonly draft: UnitDraft } {
    const strict = scopes.some(scope => scope.type === 'module')
    const key = strict ? (place?.script ?? 'module') : 'script'
    const known = this.#units.get(key)
    if (known !== undefined) return known
    const number = this.#units.size
    const draft: UnitDraft = {
      strict,
      name: `${this.#prefix}-${number}`,
      shared: [],
      sharedNames: new Set(),
      functions: [],
    }
    const made = { number, draft }
    this.#units.set(key, made)
    return made
  }
}

/**
 * It has names of a scope that is no module's and not the prompt's. A function without is the same wherever it was written;
 * to ask V8 where that was takes longer than all the rest.
 */
function takesFromAround({ free }: FunctionSource, { scopes }: Surroundings): boolean {
  const around = scopes.filter(scope => scope.type === 'local')
  return around.length > 0 && [...free].some(name => around.some(({ values }) => Object.hasOwn(values, name)))
}

function withArticle(name: string): string {
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`
}

function isNative(fn: Function): boolean {
  return /\{\s*\[native code\]\s*\}\s*$/.test(Function.prototype.toString.call(fn))
}
