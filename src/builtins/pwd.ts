import type { Builtin } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { after, failed } from './usage.ts'

/** `pwd`: show the current directory. POSIX.1-2024, utilities, pwd. */
export const pwd: Builtin = {
  name: 'pwd',
  synopsis: 'pwd [-LP]',
  summary: 'Print the name of the current working directory.',
  examples: [{ line: 'cd /; pwd', shows: '/\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(pwd, 'LP', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const last = parsed.options.at(-1)?.letter
    const physical = last === undefined ? shell.options.get('physical') : last === 'P'
    if (!physical) return after(ports.out.line(shell.cwd), 0)
    const path = shell.physicalDirectory()
    if (path === undefined)
      return failed(
        shell,
        'pwd: error retrieving current directory: getcwd: cannot access parent directories: No such file or directory',
      )
    return after(ports.out.line(path), 0)
  },
}
