import type { SimpleCommand } from '../syntax/index.ts'
import type { CompiledAssignment } from './assignment.ts'
import type { Compiler } from './engine.ts'
import type { compileRedirects } from './redirect.ts'
import type { TemporaryScope } from './temporary-scope.ts'

/** A simple command in its parts. */
export interface Parts {
  readonly node: SimpleCommand
  readonly assignments: readonly CompiledAssignment[]
  readonly redirects: ReturnType<typeof compileRedirects>
  /** The same, run without the command's own assignments: bash's redirections do not see them. */
  readonly hidingRedirects: ReturnType<typeof compileRedirects>
  /** Expanding the redirections may change variables: a program's are expanded in its process. */
  readonly assignsInRedirects: boolean
  readonly compiler: Compiler
}

export type CompiledRedirects = NonNullable<Parts['redirects']>

/** A command's own assignments are hidden from its redirections, where it has a scope for them. */
export function redirectsWithin(parts: Parts, scope: TemporaryScope | undefined): Parts['redirects'] {
  return scope === undefined ? parts.redirects : parts.hidingRedirects
}
