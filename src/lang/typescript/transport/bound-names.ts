import { importName, metaName, superName, type FunctionSource } from './function-source.ts'
import type { Inspector, ScopeValues, Surroundings } from './function-scopes.ts'
import { importsOf, type ImportedNames } from './module-imports.ts'
import type { NameContext, PackOptions } from './packed.ts'
import { TransportError, type Piece, type Ref } from './parcel.ts'

/** Where what names stand for is packed. */
interface Packing {
  add(piece: Piece): Ref
  value(value: unknown, label: string): Ref
}

/** The names that a function takes from around it: of its scopes, its module's imports, the global object. */
export class BoundNames {
  readonly #inspector: Inspector
  readonly #options: PackOptions
  readonly #packing: Packing
  readonly #imports = new Map<string, ImportedNames>()

  constructor(inspector: Inspector, options: PackOptions, packing: Packing) {
    this.#inspector = inspector
    this.#options = options
    this.#packing = packing
  }

  /** What a free name of a function stands for, noted where the function finds it. */
  bind(name: string, about: NameContext): void {
    const { surroundings, unit, packed } = about
    if (name === superName)
      return void packed.bindings.push([
        name,
        this.#packing.value(Object.getPrototypeOf(about.fn), about.label),
      ])
    const special = this.#special(name, about)
    if (special !== undefined) return void packed.bindings.push([name, this.#packing.add(special)])
    const scope = surroundings.scopes.find(({ values }) => Object.hasOwn(values, name))
    if (scope?.type === 'local')
      return void packed.bindings.push([name, this.#packing.value(scope.values[name], name)])
    const ref = scope === undefined ? this.#global(name) : () => this.#moduleValue(name, scope, surroundings)
    if (ref === undefined) return
    packed.uses.push(name)
    if (unit.sharedNames.has(name)) return
    unit.sharedNames.add(name)
    unit.shared.push([name, ref()])
  }

  #moduleValue(name: string, scope: ScopeValues, { place }: Surroundings): Ref {
    const imported =
      scope.type === 'module' && place !== undefined ? this.#importsOf(place.script) : undefined
    const found = imported?.names.get(name)
    if (imported === undefined || found === undefined) return this.#packing.value(scope.values[name], name)
    return this.#packing.add({ type: 'import', parent: imported.address, ...found })
  }

  #importsOf(script: string): ImportedNames {
    let known = this.#imports.get(script)
    if (known === undefined) {
      known = importsOf(this.#inspector.address(script) ?? this.#options.parent, this.#inspector.text(script))
      this.#imports.set(script, known)
    }
    return known
  }

  /** A name that no scope around the function has: the global object's, or nobody's. */
  #global(name: string): (() => Ref) | undefined {
    const provided = this.#options.provided?.(name)
    if (typeof provided === 'string') throw new TransportError(name, provided)
    if (provided !== undefined) return () => this.#packing.add(provided)
    if (!(name in globalThis) || this.#options.hostNames.has(name)) return undefined
    return () => this.#packing.value((globalThis as Record<string, unknown>)[name], name)
  }

  #special(name: string, { source, surroundings, label }: NameContext): Piece | undefined {
    const { place, scopes } = surroundings
    if (name === this.#options.runtime) return this.#runtime(name, source, label)
    if (name !== metaName && name !== importName) return undefined
    const isModule = scopes.some(scope => scope.type === 'module')
    const parent = (isModule && place && this.#inspector.address(place.script)) || this.#options.parent
    return { type: name === metaName ? 'meta' : 'importer', parent }
  }

  #runtime(name: string, source: FunctionSource, label: string): Piece {
    const variables: Record<string, string> = {}
    for (const member of source.members(name)) {
      if (/^(?:run|capture)$/.test(member))
        throw new TransportError(
          label,
          'it runs commands of the shell, which live in this process: kind "coroutine" can',
        )
      if (/^(?:element|Fragment)$/.test(member))
        throw new TransportError(label, 'it makes JSX elements, which the prompt knows how to')
      const variable = /^variables\.(.*)/.exec(member)?.[1]
      const value = variable === undefined ? undefined : this.#options.variable?.(variable)
      if (variable !== undefined && value !== undefined) variables[variable] = value
    }
    return { type: 'runtime', parent: this.#options.parent, variables }
  }
}
