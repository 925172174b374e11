import type { Builtin } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { printed } from './usage.ts'

/** `times`: processor time of the shell and of its children. POSIX.1-2024 2.15, times. */
export const times: Builtin = {
  name: 'times',
  synopsis: 'times',
  summary: 'Display process times.',
  examples: [{ line: "times | grep -c 'm.*s .*m.*s'", shows: '2\n' }],
  special: true,
  run(args, ports, shell) {
    const parsed = readOptions(times, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const used = shell.host.times()
    return printed(
      ports.out,
      `${clock(used.userMs)} ${clock(used.systemMs)}\n${clock(used.childUserMs)} ${clock(used.childSystemMs)}\n`,
    )
  },
}

/** `0m0.004s` */
function clock(milliseconds: number): string {
  const whole = Math.floor(milliseconds)
  return `${Math.floor(whole / 60000)}m${Math.floor((whole % 60000) / 1000)}.${String(whole % 1000).padStart(3, '0')}s`
}
