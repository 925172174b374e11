import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** Gives the script that is run `__filename`, `__dirname` and `require`, which zx gives its scripts whatever their module system. */
export function provideScriptGlobals(file: string): void {
  define('__filename', () => file)
  define('__dirname', () => dirname(file))
  define('require', () => createRequire(file))
}

/** Made at its first use; a script may declare or assign over it. */
function define(name: string, make: () => unknown): void {
  const settle = (value: unknown): void =>
    void Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => {
      const value = make()
      settle(value)
      return value
    },
    set: settle,
  })
}
