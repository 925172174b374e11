import type { Builtin, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { failed, printed } from './usage.ts'

/** `enable`: switch builtins on and off. bash manual, Bash Builtins. */
export const enable: Builtin = {
  name: 'enable',
  synopsis: 'enable [-a] [-dnps] [-f filename] [name ...]',
  summary: 'Enable and disable shell builtins.',
  examples: [{ line: 'enable -n pwd; type -t pwd; enable pwd; type -t pwd', shows: 'file\nbuiltin\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(enable, 'adnpsf:', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (flags.has('f')) return failed(shell, 'enable: dynamic loading not available')
    if (flags.has('d')) return unload(operands, shell)
    if (operands.length === 0 || flags.has('p')) return list(flags, ports, shell)
    let status = 0
    for (const name of operands) {
      if (!shell.builtins.has(name)) status = failed(shell, `enable: ${name}: not a shell builtin`)
      else if (flags.has('n')) shell.disabled.add(name)
      else shell.disabled.delete(name)
    }
    return status
  },
}

/** `-d` takes back what `-f` has loaded, which is nothing. */
function unload(names: readonly string[], shell: Shell): Status {
  const fault = (name: string): string =>
    shell.builtins.has(name) ? 'not dynamically loaded' : 'not a shell builtin'
  for (const name of names) shell.complain(`enable: ${name}: ${fault(name)}`)
  return names.length === 0 ? 0 : 1
}

function list(flags: ReadonlyMap<string, string>, ports: Ports, shell: Shell): Running {
  const names = [...shell.builtins.values()]
    .filter(builtin => !flags.has('s') || builtin.special === true)
    .map(builtin => builtin.name)
    .toSorted()
  const lines = names.flatMap(name => {
    const off = shell.disabled.has(name)
    if (!flags.has('a') && off !== flags.has('n')) return []
    return [`enable ${off ? '-n ' : ''}${name}\n`]
  })
  return printed(ports.out, lines.join(''))
}
