import { chain, isPromise } from '../../value/index.ts'
import { compileArithmeticExpression, ShellError } from '../expand/index.ts'
import type { ArithmeticCommand } from '../syntax/index.ts'
import { beforeCommand } from './before.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import type { Outcome, Running } from './outcome.ts'
import { traceText } from './xtrace.ts'

/** `(( expression ))`: true where it is not 0; an error fails this command only (bash manual, Conditional Constructs). */
export function compileArithmeticCommand(node: ArithmeticCommand): Code {
  const code = compileArithmeticExpression(node.expression)
  const run = (shell: Environment): Running => {
    if (shell.options.xtrace)
      traceText(shell, `(( ${shell.source.text.slice(node.expression.start, node.expression.end)} ))`)
    return failing(shell, '((', () => chain(code(shell.expansions), value => (Number(value) === 0 ? 1 : 0)))
  }
  return shell => {
    shell.node = node
    const before = beforeCommand(shell, node)
    return before === undefined ? run(shell) : chain(before, outcome => outcome ?? run(shell))
  }
}

/** Says an expansion error in the name of the command and fails with 1, without giving up the line. */
export function failing(shell: Environment, name: string, run: () => Running): Running {
  const fail = (error: unknown): Outcome => {
    if (!(error instanceof ShellError) || error.severity === 'shell') throw error
    shell.complain(error.arithmetic ? `${name}: ${error.message}` : error.message)
    return 1
  }
  try {
    const running = run()
    return isPromise(running) ? running.catch(fail) : running
  } catch (error) {
    return fail(error)
  }
}
