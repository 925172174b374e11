import { inspect } from 'node:util'

/** The variables that `process.env` is to stand for. */
export interface ProcessEnvironment {
  get(name: string): string | undefined
  /** Throws where the variable may not be changed. */
  set(name: string, value: string): void
  unset(name: string): void
  names(): Iterable<string>
}

/** Under this name the view has Node's own object. Every copy of this module knows it: the bundle may have several. */
const ownKey = Symbol.for('nacre.environment')

/** Whether it is the `process.env` that stands for a shell's variables. */
export function isLinkedEnvironment(environment: object): boolean {
  return Reflect.get(environment, ownKey) !== undefined
}

/** Node tells its dates of a change of TZ in its own environment only. */
export function followTimeZone(zone: string | undefined): void {
  const own = ownEnvironment()
  if (own['TZ'] === zone) return
  if (zone === undefined) delete own['TZ']
  else own['TZ'] = zone
}

const ownEnvironment = (): NodeJS.ProcessEnv =>
  (Reflect.get(process.env, ownKey) as NodeJS.ProcessEnv | undefined) ?? process.env

/**
 * Makes `process.env` a view of these variables (Node's manual, process.env: values are strings, names keep their case
 * but on Windows). What the program has changed in its own until now goes over to them.
 */
export function linkProcessEnvironment(
  variables: ProcessEnvironment,
  started: ReadonlyMap<string, string>,
): void {
  const own = ownEnvironment()
  if (own === process.env) carryOver(own, variables, started)
  const view = viewOf(variables, own)
  Object.defineProperty(process, 'env', { value: view, writable: true, enumerable: true, configurable: true })
}

function carryOver(
  own: NodeJS.ProcessEnv,
  variables: ProcessEnvironment,
  started: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of Object.entries(own)) {
    // Node's has another character where bytes are no UTF-8.
    if (value !== undefined && value !== started.get(name) && !value.includes('\ufffd'))
      variables.set(name, value)
  }
  for (const name of started.keys()) if (own[name] === undefined) variables.unset(name)
}

function viewOf(variables: ProcessEnvironment, own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const spelt = process.platform === 'win32' ? anyCase(variables) : (name: string) => name
  const get = (key: string | symbol): string | undefined =>
    typeof key === 'string' ? variables.get(spelt(key)) : undefined
  const set = (key: string | symbol, value: unknown): boolean => {
    if (typeof key !== 'string') throw new TypeError('Cannot convert a Symbol value to a string')
    variables.set(spelt(key), String(value))
    if (key === 'TZ') followTimeZone(String(value))
    return true
  }
  const all = (): Record<string, string | undefined> =>
    Object.fromEntries(Array.from(variables.names(), name => [name, variables.get(name)]))
  const target = Object.defineProperty({}, inspect.custom, { value: all, configurable: true })
  return new Proxy<NodeJS.ProcessEnv>(target, {
    get: (_, key) =>
      key === ownKey
        ? (own as unknown as string)
        : (get(key) ?? (Reflect.get(Object.prototype, key) as string | undefined)),
    set: (_, key, value) => set(key, value),
    has: (_, key) => get(key) !== undefined || key in Object.prototype,
    deleteProperty(_, key) {
      if (typeof key === 'string') variables.unset(spelt(key))
      return true
    },
    ownKeys: () => [...variables.names()],
    getOwnPropertyDescriptor(_, key) {
      const value = get(key)
      return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true }
    },
    defineProperty: (_, key, { value }) => set(key, value),
  })
}

/** The name as it is written where it exists. */
function anyCase(variables: ProcessEnvironment): (name: string) => string {
  return name => {
    if (variables.get(name) !== undefined) return name
    const upper = name.toUpperCase()
    for (const other of variables.names()) if (other.toUpperCase() === upper) return other
    return name
  }
}
