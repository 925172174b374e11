import type { Builtin, Running, Shell } from '../lang/eval/index.ts'
import { parseDecimal } from './integer.ts'
import { showHelp } from './usage.ts'

/** `exit`: end the shell. POSIX.1-2024 2.15, exit. */
export const exit: Builtin = {
  name: 'exit',
  synopsis: 'exit [n]',
  summary: 'Exit the shell.',
  examples: [{ line: '(exit 3); echo $?', shows: '3\n' }],
  special: true,
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(exit, ports)
    return leaveShell('exit', args, shell)
  },
}

/** `logout`: end a login shell. */
export const logout: Builtin = {
  name: 'logout',
  synopsis: 'logout [n]',
  summary: 'Exit a login shell.',
  examples: [{ line: 'logout 2>/dev/null', status: 1 }],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(logout, ports)
    if (shell.session.login) return leaveShell('logout', args, shell)
    shell.complain("logout: not login shell: use `exit'")
    return 1
  },
}

function leaveShell(name: string, args: readonly string[], shell: Shell): Running {
  const status = statusArgument(name, args, shell)
  return status.tooMany ? 1 : { type: 'exit', status: status.value }
}

/** The status argument of `exit` and `return`: `$?` without one, 2 where it is no number (said). */
export function statusArgument(
  name: string,
  args: readonly string[],
  shell: Shell,
): { readonly value: number; readonly tooMany?: boolean; readonly bad?: boolean } {
  const [text, extra] = args[0] === '--' ? args.slice(1) : args
  if (text === undefined) return { value: shell.status }
  const number = parseDecimal(text)
  if (number === undefined) {
    shell.complain(`${name}: ${text}: numeric argument required`)
    return { value: 2, bad: true }
  }
  if (extra !== undefined) {
    shell.complain(`${name}: too many arguments`)
    return { value: 1, tooMany: true }
  }
  return { value: Number(BigInt.asUintN(8, number)) }
}
