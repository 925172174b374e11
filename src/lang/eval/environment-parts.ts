import type { Source } from '../../diag/index.ts'
import type { JobTable } from '../../jobs/index.ts'
import type { ProcessHost } from '../../os/index.ts'
import type { ExpandHost } from '../expand/index.ts'
import type { Builtin } from './builtin.ts'
import type { Descriptors } from './descriptors.ts'
import type { Clock, RandomSource } from './dynamic-variables.ts'
import type { Engine } from './engine.ts'
import type { Environment } from './environment.ts'
import type { Line } from './line.ts'
import type { OptionTable } from './options.ts'
import type { Runtime } from './runtime.ts'
import type { Bindings, Session, ShellFunction } from './shell.ts'
import type { TrapTable } from './traps.ts'
import type { Scopes } from './variables.ts'

/** What an environment is made of. */
export interface Parts {
  readonly host: ProcessHost
  readonly builtins: ReadonlyMap<string, Builtin>
  readonly jobs: JobTable
  readonly session: Session
  readonly runtime: Runtime
  readonly engine: Engine
  readonly random: RandomSource
  readonly clock: Clock
  readonly functions: Map<string, ShellFunction>
  readonly aliases: Map<string, string>
  readonly options: OptionTable
  readonly descriptors: Descriptors
  readonly hashed: Map<string, { path: string; hits: number }>
  readonly directoryStack: string[]
  readonly disabled: Set<string>
  readonly limits: Map<string, { readonly soft: string; readonly hard: string }>
  readonly name: string
  readonly positional: readonly string[]
  readonly cwd: string
  readonly umask: number
  readonly depth: number
  readonly bindings: Bindings
  readonly source: Source
  /** What needs the environment itself. */
  variables(shell: Environment): Scopes
  traps(shell: Environment): TrapTable
  expansions(shell: Environment): ExpandHost
  forked(shell: Environment, line?: Line): Environment
}

/** No TypeScript: what `.sh` files and `--sh` run with. */
export const noBindings: Bindings = {
  lookup: () => undefined,
  evaluate: () => Promise.reject(new Error('no TypeScript here')),
}
