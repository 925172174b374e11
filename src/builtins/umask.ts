import type { Builtin, Shell, Status } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { applySymbolicMode, symbolicMask } from './mode.ts'
import { after, failed } from './usage.ts'

/** `umask`: show or set the permission bits that new files lose. POSIX.1-2024, utilities, umask. */
export const umask: Builtin = {
  name: 'umask',
  synopsis: 'umask [-p] [-S] [mode]',
  summary: 'Display or set file mode mask.',
  examples: [
    { line: 'umask 077; umask', shows: '0077\n' },
    { line: 'umask 022; umask -S', shows: 'u=rwx,g=rx,o=rx\n' },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(umask, 'pS', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    const [mode] = operands
    if (mode !== undefined) {
      const status = setMask(mode, shell)
      return status === 0 && flags.has('S') ? after(ports.out.line(symbolicMask(shell.umask)), 0) : status
    }
    const shown = flags.has('S') ? symbolicMask(shell.umask) : shell.umask.toString(8).padStart(4, '0')
    const prefix = flags.has('p') ? `umask ${flags.has('S') ? '-S ' : ''}` : ''
    return after(ports.out.line(prefix + shown), 0)
  },
}

function setMask(text: string, shell: Shell): Status {
  if (/^\d/.test(text)) {
    if (!/^[0-7]+$/.test(text)) return failed(shell, `umask: ${text}: octal number out of range`)
    const bits = Number.parseInt(text, 8)
    if (bits > 0o777 && text.length <= 5 && bits > 0o7777)
      return failed(shell, `umask: ${text}: octal number out of range`)
    shell.umask = bits & 0o777
    return 0
  }
  const mode = applySymbolicMode(text, ~shell.umask & 0o777)
  if (typeof mode !== 'number') return failed(shell, `umask: ${mode.fault}`)
  shell.umask = ~mode & 0o777
  return 0
}
