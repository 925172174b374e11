import type { AssignContext } from './assign.ts'
import type { DynamicBinding } from './binding.ts'
import type { Options } from './shell.ts'

/** What the variables need of their shell. */
export interface VariableContext extends AssignContext {
  readonly options: { readonly allexport: boolean; get(name: string): boolean }
  /** A warning that does not fail the command: circular namerefs. */
  warn(message: string): void
  /** The subscript of a nameref's target (`declare -n r='a[$i]'`), expanded when it is used. */
  expandSubscript(text: string): string
  /** PATH changed: hashed commands are forgotten. */
  pathChanged(): void
  restoreOptions(options: Options): void
  currentOptions(): Options
  /** Exported functions as `BASH_FUNC_name%%=() …`. */
  exportedFunctions(): readonly string[]
  /** The variables that are computed, made for one shell. */
  dynamic(owner: object): Iterable<[string, DynamicBinding]>
}
