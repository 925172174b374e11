import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { parseDecimal } from './integer.ts'
import { showHelp, tooMany } from './usage.ts'

/** `break`: leave loops. POSIX.1-2024 2.15, break. */
export const breakBuiltin: Builtin = {
  name: 'break',
  synopsis: 'break [n]',
  summary: 'Exit for, while, or until loops.',
  examples: [{ line: 'for i in 1 2 3; do echo $i; break; done', shows: '1\n' }],
  special: true,
  run: (args, ports, shell) => leave(breakBuiltin, 'break', args, ports, shell),
}

/** `continue`: go on with a loop's next round. POSIX.1-2024 2.15, continue. */
export const continueBuiltin: Builtin = {
  name: 'continue',
  synopsis: 'continue [n]',
  summary: 'Resume for, while, or until loops.',
  examples: [{ line: 'for i in 1 2; do continue; echo no; done; echo yes', shows: 'yes\n' }],
  special: true,
  run: (args, ports, shell) => leave(continueBuiltin, 'continue', args, ports, shell),
}

function leave(
  builtin: Builtin,
  type: 'break' | 'continue',
  args: readonly string[],
  ports: Ports,
  shell: Shell,
): Running {
  if (args[0] === '--help') return showHelp(builtin, ports)
  if (shell.loops === 0) {
    if (!shell.options.get('posix'))
      shell.complain(`${type}: only meaningful in a \`for', \`while', or \`until' loop`)
    return 0
  }
  const [count, extra] = args[0] === '--' ? args.slice(1) : args
  const levels = count === undefined ? 1n : parseDecimal(count)
  if (levels === undefined) {
    shell.complain(`${type}: ${count}: numeric argument required`)
    return { type: 'exit', status: 128 }
  }
  if (extra !== undefined) return tooMany(type, shell)
  if (levels <= 0n) {
    shell.complain(`${type}: ${count}: loop count out of range`)
    return { type: 'break', levels: shell.loops, loopStatus: 1 }
  }
  return { type, levels: Number(levels > BigInt(shell.loops) ? BigInt(shell.loops) : levels) }
}
