import type { Builtin, Running, Shell } from '../lang/eval/index.ts'
import { evaluateTest, TestSyntaxError } from './test-expression.ts'
import { ShellOperators } from './test-operators.ts'

/** `test`: evaluate a condition. POSIX.1-2024, utilities, test; bash manual, Bash Conditional Expressions. */
export const test: Builtin = {
  name: 'test',
  synopsis: 'test [expr]',
  summary: 'Evaluate conditional expression.',
  examples: [
    { line: 'test -d /', status: 0 },
    { line: 'test 10 -lt 9', status: 1 },
  ],
  run: (args, _ports, shell) => evaluate('test', args, shell),
}

/** `[`: the same as `test`, closed by `]`. */
export const bracket: Builtin = {
  name: '[',
  synopsis: '[ arg... ]',
  summary: 'Evaluate conditional expression.',
  examples: [{ line: '[ abc = abc ] && echo same', shows: 'same\n' }],
  run(args, _ports, shell) {
    if (args.at(-1) === ']') return evaluate('[', args.slice(0, -1), shell)
    shell.complain("[: missing `]'")
    return 2
  },
}

function evaluate(name: string, args: readonly string[], shell: Shell): Running {
  try {
    return evaluateTest(args, new ShellOperators(shell)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof TestSyntaxError)) throw error
    shell.complain(`${name}: ${error.message}`)
    return 2
  }
}
