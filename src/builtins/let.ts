import { compileArithmetic, ShellError } from '../lang/expand/index.ts'
import type { Builtin } from '../lang/eval/index.ts'
import { failed, showHelp } from './usage.ts'

/** `let`: evaluate arithmetic; status 1 if the last value is 0. bash manual, Bash Builtins. */
export const letBuiltin: Builtin = {
  name: 'let',
  synopsis: 'let arg [arg ...]',
  summary: 'Evaluate arithmetic expressions.',
  examples: [
    { line: "let 'x = 2 * 21'; echo $x", shows: '42\n' },
    { line: 'let 0', status: 1 },
  ],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(letBuiltin, ports)
    const expressions = args[0] === '--' ? args.slice(1) : args
    if (expressions.length === 0) return failed(shell, 'let: expression expected')
    try {
      let value: bigint | number = 0
      for (const expression of expressions) value = compileArithmetic(expression).evaluate(shell.expansions)
      return Number(value) === 0 ? 1 : 0
    } catch (error) {
      // An unbound variable under `set -u` ends the shell here too.
      if (!(error instanceof ShellError) || error.severity === 'shell') throw error
      return failed(shell, error.arithmetic ? `let: ${error.message}` : error.message)
    }
  },
}
