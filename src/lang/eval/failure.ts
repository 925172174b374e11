import { SystemError } from '../../os/index.ts'
import { isPromise } from '../../value/index.ts'
import { ShellError } from '../expand/index.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import type { Outcome } from './outcome.ts'
import { BrokenPipe } from './ports.ts'

/** The status SIGPIPE leaves. */
const brokenPipe = 141

/** Runs a command so that what fails in its expansions is said and becomes an outcome. */
export function guarded(code: Code): Code {
  return shell => {
    try {
      const running = code(shell)
      return isPromise(running) ? recovering(shell, running) : running
    } catch (error) {
      return recover(shell, error)
    }
  }
}

function recovering(shell: Environment, running: Promise<Outcome>): Promise<Outcome> {
  return running.catch((error: unknown) => recover(shell, error))
}

/** What becomes of a command in which an expansion failed: the rest of the line is given up, or the shell ends. */
export function recover(shell: Environment, error: unknown): Outcome {
  if (error instanceof BrokenPipe) return { type: 'exit', status: brokenPipe }
  if (error instanceof ShellError) {
    shell.complain(messageOf(error))
    return expansionFailed(shell, error)
  }
  if (error instanceof SystemError) {
    shell.complain(error.message)
    return 1
  }
  if (error instanceof RangeError && error.message.includes('call stack')) {
    shell.complain('maximum nesting level exceeded')
    return { type: 'discard', status: 1 }
  }
  throw error
}

/** POSIX 2.8.1: an expansion error ends a non-interactive shell; bash gives up the complete command for most of them. */
function expansionFailed(shell: Environment, error: ShellError): Outcome {
  shell.status = error.status
  if (error.severity === 'shell' && !shell.session.interactive) {
    // bash leaves `-c` with 127 here, a script or a subshell with 1.
    const code = shell.depth === 0 && error.status === 1 && shell.options.letters.includes('c')
    return { type: 'exit', status: code ? 127 : error.status }
  }
  return { type: 'discard', status: error.status, ...(error.arithmetic && { isTolerated: true }) }
}

export function messageOf(error: ShellError): string {
  return error.hint === undefined ? error.message : `${error.message}\n  hint: ${error.hint}`
}
