/** The names TypeScript gets from every room: the shell's own, and zx's, which are loaded at their first use. */
import { provideGetter, provideShellNames, type ProvideNames } from './shell/index.ts'

/** zx's names that count as declared at the prompt, and those that its scripts expect besides `$`. */
const zxNames = [
  '$',
  'cd',
  'within',
  'glob',
  'which',
  'nothrow',
  'quiet',
  'ProcessOutput',
  'ProcessPromise',
] as const

export const provideNames: ProvideNames = async (scope, shell) => {
  provideShellNames(scope, shell)
  const { lazyZx, zxPackages } = await import('./zx/index.ts')
  const zx = lazyZx(shell)
  for (const name of zxNames) provideGetter(name, () => zx()[name])
  scope.loader.addPackages(zxPackages(zx))
}
