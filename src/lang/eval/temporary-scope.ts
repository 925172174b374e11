import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { ShellError } from '../expand/index.ts'
import type { Assignment } from '../syntax/index.ts'
import type { CompiledAssignment } from './assignment.ts'
import { writtenElement } from './element-fault.ts'
import type { Environment } from './environment.ts'
import { messageOf } from './failure.ts'
import type { Running } from './outcome.ts'
import { traceAssignment } from './xtrace.ts'

function traceIf(shell: Environment, node: Assignment, value: Parameters<typeof traceAssignment>[2]): void {
  if (shell.options.xtrace) traceAssignment(shell, node, value)
}

/** One assignment of `X=1 command`, into its scope. */
export function assignTemporary(
  shell: Environment,
  scope: TemporaryScope,
  assignment: CompiledAssignment,
): MaybePromise<void> {
  return chain(assignment.expand(shell), value => {
    // bash goes on without it.
    if (assignment.node.subscript !== undefined)
      return shell.complain(`\`${writtenElement(shell, assignment.node)}': not a valid identifier`)
    traceIf(shell, assignment.node, value)
    scope.open()
    const { name, append } = assignment.node
    // bash: an array cannot be in the environment; its text is.
    const text =
      typeof value === 'string'
        ? value
        : shell.source.text.slice(assignment.node.value.start, assignment.node.value.end)
    trySetTemporary(shell, name, text, append)
  })
}

/** bash says that a readonly variable stays as it is, and runs the command all the same. */
function trySetTemporary(shell: Environment, name: string, text: string, append: boolean): void {
  try {
    shell.variables.setTemporary(name, text, append)
  } catch (error) {
    if (!(error instanceof ShellError) || shell.options.get('posix')) throw error
    shell.complain(messageOf(error))
  }
}

/** The variables of `X=1 command`, gone when the command is, or as soon as its program has started. */
export class TemporaryScope {
  readonly #shell: Environment
  #open = false

  constructor(shell: Environment) {
    this.#shell = shell
  }

  open(): void {
    if (this.#open) return
    this.#shell.variables.pushTemporary()
    this.#open = true
  }

  /** The copy of this scope that a fork has. */
  within(fork: Environment): TemporaryScope {
    const copy = new TemporaryScope(fork)
    copy.#open = this.#open
    return copy
  }

  close(): void {
    if (this.#open) this.#shell.variables.pop()
    this.#open = false
  }

  guard<T>(run: () => MaybePromise<T>): MaybePromise<T> {
    try {
      const result = run()
      return isPromise(result) ? result.catch((error: unknown) => this.#rethrow(error)) : result
    } catch (error) {
      return this.#rethrow(error)
    }
  }

  around(run: () => Running): Running {
    return chain(this.guard(run), outcome => {
      this.close()
      return outcome
    })
  }

  #rethrow(error: unknown): never {
    this.close()
    throw error
  }
}

// ---------------------------------------------------------------- what the name means
