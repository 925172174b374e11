import { chain } from '../../value/index.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'

interface Spent {
  readonly real: number
  readonly user: number
  readonly system: number
}

/** `time pipeline`: TIMEFORMAT on stderr (bash manual, Pipelines and TIMEFORMAT). */
export function timed(code: Code, posix: boolean): Code {
  return shell => {
    const before = now(shell)
    return chain(code(shell), outcome => {
      const after = now(shell)
      const spent = {
        real: after.real - before.real,
        user: after.user - before.user,
        system: after.system - before.system,
      }
      const format = posix ? posixFormat : (shell.variables.get('TIMEFORMAT') ?? usualFormat)
      const fault = formatFault(format)
      if (fault !== undefined) shell.complain(`TIMEFORMAT: \`${fault}': invalid format character`)
      else if (format !== '') shell.writeError(`${formatTimes(format, spent)}\n`)
      return outcome
    })
  }
}

const usualFormat = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS'
const posixFormat = 'real %2R\nuser %2U\nsys %2S'

function now(shell: Environment): Spent {
  const times = shell.host.times()
  return {
    real: performance.now(),
    user: times.userMs + times.childUserMs,
    system: times.systemMs + times.childSystemMs,
  }
}

/** `%[p][l]R`, `U`, `S`, `%P`, `%%`. */
export function formatTimes(format: string, spent: Spent): string {
  return format.replace(
    /%(?:%|P|([0-9])?(l)?([RUS]))/g,
    (all, digits?: string, long?: string, which?: string) => {
      if (all === '%%') return '%'
      if (which === undefined) return percentage(spent)
      const ms = which === 'R' ? spent.real : which === 'U' ? spent.user : spent.system
      return formatSeconds(ms / 1000, Math.min(3, Number(digits ?? 3)), long !== undefined)
    },
  )
}

function formatSeconds(seconds: number, digits: number, long: boolean): string {
  if (!long) return seconds.toFixed(digits)
  const minutes = Math.floor(seconds / 60)
  return `${minutes}m${(seconds - minutes * 60).toFixed(digits)}s`
}

/** What stands behind a `%` and is no conversion. */
function formatFault(format: string): string | undefined {
  for (const [, letter] of format.matchAll(/%(?:[%P]|[0-9]?l?[RUS]|(?:[0-9]?l?)([^])|$)/g))
    if (letter !== undefined) return letter
  return undefined
}

function percentage({ real, user, system }: Spent): string {
  return real === 0 ? '0.00' : (((user + system) / real) * 100).toFixed(2)
}
