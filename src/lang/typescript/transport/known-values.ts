import { builtinModules } from 'node:module'
import { types } from 'node:util'

const cache = new WeakMap<object, Map<unknown, readonly string[]>>()

/** The way from the global object to a value that every thread has: `Math.sqrt`, `console`, `Intl.NumberFormat`. */
export function globalPath(value: object): readonly string[] | undefined {
  let paths = cache.get(globalThis)
  if (paths === undefined) cache.set(globalThis, (paths = findPaths()))
  return paths.get(value) ?? lazyPath(value)
}

/** What Node loads when it is first asked for is there already if somebody has it. */
function lazyPath(value: object): readonly string[] | undefined {
  const name = typeof value === 'function' ? value.name : ''
  if (!lazyNames.has(name)) return undefined
  return (globalThis as unknown as Record<string, unknown>)[name] === value ? [name] : undefined
}

const lazyNames = new Set('FormData Headers Request Response'.split(' '))

const holders =
  'Math JSON Reflect Atomics Intl Object Array String Number Promise Symbol Date BigInt Buffer URL console process performance crypto ArrayBuffer Proxy WebAssembly'
const names =
  'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError Function Boolean RegExp Map Set WeakMap WeakSet WeakRef DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array SharedArrayBuffer AbortController AbortSignal Blob Event EventTarget TextDecoder TextEncoder URLSearchParams fetch structuredClone setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape atob btoa globalThis'

function findPaths(): Map<unknown, readonly string[]> {
  const paths = new Map<unknown, readonly string[]>()
  const globals = globalThis as unknown as Record<string, unknown>
  for (const name of `${holders} ${names}`.split(' ')) paths.set(globals[name], [name])
  for (const holder of holders.split(' ')) {
    const object = globals[holder] as Record<string, unknown>
    for (const name of Object.getOwnPropertyNames(object)) {
      const { value } = Object.getOwnPropertyDescriptor(object, name) ?? {}
      if (typeof value === 'function' && !paths.has(value)) paths.set(value, [holder, name])
    }
  }
  paths.delete(undefined)
  return paths
}

/** Where in Node's modules a value is, by identity: `readFileSync` of `node:fs`. */
export function nodeModulePath(
  value: object,
): { readonly module: string; readonly name: string } | undefined {
  for (const module of loadedModules()) {
    const exported = process.getBuiltinModule(module) as unknown as Record<string, unknown>
    if (exported === value) return { module, name: 'default' }
    if (types.isModuleNamespaceObject(value) && (value as { default?: unknown }).default === exported)
      return { module, name: '*' }
    if (typeof value !== 'function') continue
    const name = Object.keys(exported).find(key => ownValue(exported, key) === value)
    if (name !== undefined) return { module, name }
  }
  return undefined
}

/** Whoever has a value of a module has loaded it. */
function loadedModules(): string[] {
  const { moduleLoadList } = process as unknown as { readonly moduleLoadList: readonly string[] }
  const loaded = new Set(moduleLoadList)
  return builtinModules
    .filter(name => loaded.has(`NativeModule ${name}`))
    .map(name => (name.startsWith('node:') ? name : `node:${name}`))
}

/** A getter of a module may warn or throw: values only. */
function ownValue(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value as unknown
}
