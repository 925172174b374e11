import { createRequire, Module } from 'node:module'

type Exports = Readonly<Record<string, unknown>>

/** What zx takes from its bundle of other packages, and whether it can be called. */
const names = {
  YAML: false,
  createRequire: true,
  depseek: true,
  dotenv: false,
  fs: false,
  glob: true,
  minimist: true,
  nodeFetch: true,
} as const

/** zx's registry of what can be put in the place of its packages. */
interface Bus {
  override(name: string, api: object): unknown
  wrap(name: string, api: unknown): unknown
}

/**
 * Puts stand-ins in the place of zx's bundle of packages (fs-extra, globby, YAML, node-fetch …), the larger part of what zx
 * takes to load; the first that is used loads it. `bus.override` puts others in their place, as in zx.
 */
export function delayExtras(path: string, whole: <T>(run: () => T) => T = run => run()): void {
  const require = createRequire(path)
  if (require.cache[path] !== undefined) return
  const { bus } = require('./internals.cjs') as { bus: Bus }
  const { override, wrap } = bus
  const overrides = new Map<string, object>()
  bus.override = (name, api) => {
    overrides.set(name, api)
    return override(name, api)
  }
  // zx takes the fetch of the moment it is loaded at: by now that may be zx's own, put there by `zx/globals`.
  const { fetch } = globalThis
  let loaded: Exports | undefined
  const load = (): Exports => (loaded ??= whole(loadAll))
  const loadAll = (): Exports => {
    delete require.cache[path]
    // The wrapping is what the stand-ins do, and zx allows it no more once it is loaded.
    bus.wrap = (_name, api) => api
    const now = globalThis.fetch
    globalThis.fetch = fetch
    try {
      return require(path) as Exports
    } finally {
      bus.wrap = wrap
      globalThis.fetch = now
    }
  }
  const entries = Object.entries(names).map(([name, isFunction]) => [
    name,
    standIn(isFunction, () => overrides.get(name) ?? (load()[name] as object)),
  ])
  const module = new Module(path)
  const exported = Object.fromEntries(entries) as Exports & { minimist: CallableFunction }
  module.exports = { ...exported, minimist: withoutArguments(exported.minimist) }
  module.loaded = true
  require.cache[path] = module
}

/** zx reads the arguments of the script as it is loaded: mostly there are none. */
function withoutArguments(minimist: CallableFunction): CallableFunction {
  return new Proxy(minimist, {
    apply(target, self, args: unknown[]) {
      const [given, options = {}] = args as [given?: readonly string[], options?: object]
      if (given?.length === 0 && Object.keys(options).length === 0) return { _: [] }
      return Reflect.apply(target as () => unknown, self, args)
    },
  })
}

/** An object, or a function, that is another one as soon as anything is asked of it. */
function standIn(isFunction: boolean, real: () => object): object {
  return new Proxy(isFunction ? () => undefined : {}, {
    apply: (_, self, args) => Reflect.apply(real() as () => unknown, self, args),
    get: (_, key) => Reflect.get(real(), key) as unknown,
    set: (_, key, value) => Reflect.set(real(), key, value),
    has: (_, key) => Reflect.has(real(), key),
    deleteProperty: (_, key) => Reflect.deleteProperty(real(), key),
    getPrototypeOf: () => Reflect.getPrototypeOf(real()),
    ownKeys: () => Reflect.ownKeys(real()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(real(), key)
      // A proxy may not tell of fixed properties that its target has not.
      return found && { ...found, configurable: true }
    },
  })
}
