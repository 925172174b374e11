import type { Builtin } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { failed } from './usage.ts'

/** `builtin`: run a builtin, not a function of its name. bash manual, Bash Builtins. */
export const builtin: Builtin = {
  name: 'builtin',
  synopsis: 'builtin [shell-builtin [arg ...]]',
  summary: 'Execute shell builtins.',
  examples: [{ line: 'cd() { echo mine; }; builtin cd /; pwd', shows: '/\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(builtin, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const [name, ...rest] = parsed.operands
    if (name === undefined) return 0
    const found = shell.disabled.has(name) ? undefined : shell.builtins.get(name)
    if (found === undefined) return failed(shell, `builtin: ${name}: not a shell builtin`)
    return found.run(rest, ports, shell, { name, declarations: [] })
  },
}
