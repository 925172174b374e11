import type { Builtin } from '../lang/eval/index.ts'
import { statusArgument } from './exit.ts'
import { showHelp } from './usage.ts'

/** `return`: leave a function or a sourced script. POSIX.1-2024 2.15, return. */
export const returnBuiltin: Builtin = {
  name: 'return',
  synopsis: 'return [n]',
  summary: 'Return from a shell function.',
  examples: [{ line: 'f() { return 3; }; f; echo $?', shows: '3\n' }],
  special: true,
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(returnBuiltin, ports)
    const inside = shell.variables.inFunction || shell.calls.some(call => call.name !== 'main')
    if (!inside) {
      shell.complain("return: can only `return' from a function or sourced script")
      return 2
    }
    const status = statusArgument('return', args, shell)
    return typeof status === 'number' ? { type: 'return', status } : status
  },
}
