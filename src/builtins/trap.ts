import type { Builtin, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { quoteSingle } from './quoting.ts'
import { allConditions, conditionLabel, readCondition, signalNumber, signalTable } from './signal-spec.ts'
import { printed, usage } from './usage.ts'

/** `trap`: commands to run when signals and other conditions come. POSIX.1-2024 2.15, trap. */
export const trap: Builtin = {
  name: 'trap',
  synopsis: 'trap [-lp] [[arg] signal_spec ...]',
  summary: 'Trap signals and other events.',
  examples: [
    { line: "trap 'echo bye' EXIT; trap -p EXIT; trap - EXIT", shows: "trap -- 'echo bye' EXIT\n" },
    { line: "(trap 'echo bye' EXIT)", shows: 'bye\n' },
  ],
  special: true,
  run(args, ports, shell) {
    const parsed = readOptions(trap, 'lp', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (flags.has('l')) return printed(ports.out, signalTable(shell.host))
    if (flags.has('p') || operands.length === 0) return print(operands, flags.has('p'), ports, shell)
    return change(operands, parsed.terminated, ports, shell)
  },
}

/** `listed`: `-p`, which in posix mode lists all conditions, those without a trap as `-`. */
function print(names: readonly string[], listed: boolean, ports: Ports, shell: Shell): Running {
  let status: Status = 0
  const traps = new Map(shell.traps.list())
  const all = listed && shell.options.get('posix')
  const chosen = names.length > 0 ? [] : all ? allConditions(shell.host) : sorted([...traps.keys()], shell)
  for (const name of names) {
    const condition = readCondition(name, shell.host)
    if (condition === undefined) status = invalid(name, shell)
    else chosen.push(condition)
  }
  const lines = chosen.flatMap(condition => {
    const command = traps.get(condition)
    if (command === undefined && !all) return []
    const label = conditionLabel(condition, shell.options.get('posix'))
    return [`trap -- ${command === undefined ? '-' : quoteSingle(command)} ${label}\n`]
  })
  return printed(ports.out, lines.join(''), status)
}

/** EXIT first, then signals by number, then DEBUG, ERR, RETURN, as bash prints them. */
function sorted(names: string[], shell: Shell): string[] {
  const rank = (name: string): number =>
    name === 'EXIT' ? 0 : (signalNumber(name, shell.host) ?? 1000 + ['DEBUG', 'ERR', 'RETURN'].indexOf(name))
  return names.toSorted((a, b) => rank(a) - rank(b))
}

function change(operands: readonly string[], terminated: boolean, ports: Ports, shell: Shell): Running {
  const [first = '', ...rest] = operands
  // POSIX: an unsigned number as first operand, or a single one, resets all that are named.
  const resets =
    !terminated &&
    (operands.length === 1 || (/^\d+$/.test(first) && readCondition(first, shell.host) !== undefined))
  if (operands.length === 1 && readCondition(first, shell.host) === undefined) return usage(trap, ports)
  const command = resets || first === '-' ? undefined : first
  let status: Status = 0
  for (const name of resets ? operands : rest) {
    const condition = readCondition(name, shell.host)
    if (condition === undefined) status = invalid(name, shell)
    else if (isUncatchable(condition, command)) {
      shell.complain(
        `trap: ${conditionLabel(condition)}: real-time signals cannot be caught here, only ignored`,
      )
      status = 1
    } else if (!isFixed(condition, shell)) shell.traps.set(condition, command)
  }
  return status
}

/** Nothing here can hear of a real-time signal. */
function isUncatchable(condition: string, command: string | undefined): boolean {
  return condition.startsWith('RT') && command !== undefined && command !== ''
}

/** POSIX trap: signals ignored when the shell began cannot be trapped; nobody says so. */
function isFixed(condition: string, shell: Shell): boolean {
  return !shell.session.interactive && shell.host.ignoredAtStart.has(condition)
}

function invalid(name: string, shell: Shell): Status {
  shell.complain(`trap: ${name}: invalid signal specification`)
  return 1
}
