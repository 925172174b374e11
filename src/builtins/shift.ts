import type { Builtin } from '../lang/eval/index.ts'
import { parseDecimal } from './integer.ts'
import { failed, showHelp, tooMany } from './usage.ts'

/** `shift`: drop the first positional parameters. POSIX.1-2024 2.15, shift. */
export const shift: Builtin = {
  name: 'shift',
  synopsis: 'shift [n]',
  summary: 'Shift positional parameters.',
  examples: [{ line: 'set -- a b c; shift 2; echo "$@"', shows: 'c\n' }],
  special: true,
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(shift, ports)
    const [text, extra] = args[0] === '--' ? args.slice(1) : args
    const count = text === undefined ? 1n : parseDecimal(text)
    if (count === undefined) return failed(shell, `shift: ${text}: numeric argument required`)
    if (extra !== undefined) return tooMany('shift', shell)
    const available = BigInt(shell.positional.length)
    if (count < 0n || (count > available && shell.options.get('shift_verbose')))
      return failed(shell, `shift: ${text === undefined ? '' : `${text}: `}shift count out of range`)
    if (count > available) return 1
    if (count > 0n) shell.positional = shell.positional.slice(Number(count))
    return 0
  },
}
