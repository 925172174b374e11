import { makeSource } from '../diag/index.ts'
import { noBindings, type Builtin } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'

/** `eval`: run the arguments, joined by blanks, as commands. POSIX.1-2024 2.15, eval. */
export const evalBuiltin: Builtin = {
  name: 'eval',
  synopsis: 'eval [arg ...]',
  summary: 'Execute arguments as a shell command.',
  examples: [{ line: "x='echo hi'; eval $x", shows: 'hi\n' }],
  special: true,
  run(args, ports, shell) {
    const parsed = readOptions(evalBuiltin, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const text = parsed.operands.join(' ')
    if (text === '') return 0
    // What is evaluated came about at run time: TypeScript's names and doors are for text that was written.
    return shell.run(makeSource('eval', text, shell.line), { bindings: noBindings })
  },
}
