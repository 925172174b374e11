/**
 * Word → fields, in the steps of POSIX 2.6: braces, tilde, parameters, arithmetic, commands, splitting, pathnames, quote
 * removal. Pure but for the `ExpandHost` it is given, which is the world as functions.
 */
export {
  ShellError,
  type DirectoryEntry,
  type ExpandHost,
  type Variable,
  type VariableValue,
} from './host.ts'
export { IndexedArray } from './indexed-array.ts'
export type { Pattern } from './pattern.ts'
export type { CompiledWord } from './word.ts'
