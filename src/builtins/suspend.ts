import type { Builtin } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { failed } from './usage.ts'

/** `suspend`: stop the shell until it is continued. bash manual, Job Control Builtins. */
export const suspend: Builtin = {
  name: 'suspend',
  synopsis: 'suspend [-f]',
  summary: 'Suspend shell execution.',
  examples: [{ line: 'suspend 2>/dev/null', status: 1 }],
  run(args, ports, shell) {
    const parsed = readOptions(suspend, 'f', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    if (!parsed.flags.has('f')) {
      if (!shell.session.jobControl) return failed(shell, 'suspend: cannot suspend: no job control')
      if (shell.session.login) return failed(shell, 'suspend: cannot suspend a login shell')
    }
    shell.host.kill(shell.host.pid, 'STOP')
    return 0
  },
}
