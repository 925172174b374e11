/** The names TypeScript gets from every room: the shell's own, and zx's, which are loaded at their first use. */
import { provideShellNames, type ProvideNames } from './shell/index.ts'

export const provideNames: ProvideNames = (scope, shell) => {
  provideShellNames(scope, shell)
}
