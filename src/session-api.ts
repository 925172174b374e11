/**
 * The API of the session that the importing script runs in; for a program that plain Node runs, of a shell made for it.
 */
import { chooseHost } from './os/index.ts'
import { apiNames } from './provide.ts'
import { sessionNames } from './session-key.ts'
import { createPlainShell, type ApiNames } from './shell/index.ts'

/** The session's names, or those of a new shell. */
export function sessionApi(): ApiNames {
  const known = (globalThis as Record<symbol, unknown>)[sessionNames]
  if (known !== undefined) return known as ApiNames
  const { names } = apiNames(createPlainShell(chooseHost()))
  Object.defineProperty(globalThis, sessionNames, { value: names, configurable: true })
  return names
}

/** A function of the API that is looked up when it is used: what is behind it is loaded then. */
export function forward<T extends object>(names: ApiNames, name: string): T {
  const target = (): object => names.get(name) as object
  const call = (): ((...args: unknown[]) => unknown) => target() as (...args: unknown[]) => unknown
  return new Proxy(function () {} as unknown as T, {
    apply: (_, self, args: unknown[]) => Reflect.apply(call(), self, args) as unknown,
    construct: (_, args: unknown[]) => Reflect.construct(call(), args) as object,
    get: (_, key) => Reflect.get(target(), key) as unknown,
    set: (_, key, value) => Reflect.set(target(), key, value),
    has: (_, key) => Reflect.has(target(), key),
    getPrototypeOf: () => Reflect.getPrototypeOf(target()),
  })
}
