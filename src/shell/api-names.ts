import type { Shell } from '../lang/eval/index.ts'
import type { Scope } from '../lang/typescript/index.ts'

/**
 * The environment as TypeScript sees it: reading gives a shell variable's value, writing sets and exports it, deleting
 * unsets it; its keys are the exported names.
 */
export function environmentObject(shell: Shell): Record<string, string | undefined> {
  const target: Record<string, string | undefined> = {}
  const isExported = (name: string): boolean => shell.variables.find(name)?.exported ?? false
  return new Proxy(target, {
    get: (_, name) => (typeof name === 'string' ? shell.variables.get(name) : undefined),
    has: (_, name) => typeof name === 'string' && shell.variables.get(name) !== undefined,
    set(_, name, value: unknown) {
      if (typeof name !== 'string') return false
      shell.variables.set(name, String(value))
      shell.variables.declare(name, { exported: true }, 'here')
      return true
    },
    deleteProperty: (_, name) => typeof name === 'string' && (shell.variables.unset(name), true),
    ownKeys: () =>
      [...shell.variables.all()].flatMap(([name, variable]) => (variable.exported ? [name] : [])),
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === 'string' && isExported(name)
        ? { value: shell.variables.get(name), enumerable: true, configurable: true, writable: true }
        : undefined,
  })
}

/** Gives TypeScript the names that the shell itself answers: `env`, `status`, `sleep`. */
export function provideShellNames(scope: Scope, shell: Shell): void {
  scope.provide('env', environmentObject(shell))
  scope.provide('sleep', (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms)))
  provideGetter('status', () => shell.status)
}

/** A name whose value is read anew at each use, and which the user may declare over. */
export function provideGetter(name: string, get: () => unknown): void {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get,
    set(value: unknown) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: true })
    },
  })
}
