import { SystemError } from '../os/index.ts'
import type { Builtin, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { parseDecimal } from './integer.ts'
import { findJob, isFault } from './job-spec.ts'
import { readSignal, signalNumber, signalTable } from './signal-spec.ts'
import { failed, printed, showHelp, usage } from './usage.ts'

/** `kill`: send a signal. POSIX.1-2024, utilities, kill; bash manual, Job Control Builtins. */
export const kill: Builtin = {
  name: 'kill',
  synopsis: 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]',
  summary: 'Send a signal to a job.',
  examples: [
    { line: 'kill -l 9 TERM', shows: 'KILL\n15\n' },
    { line: 'sleep 9 & kill $!; wait $!', status: 143 },
  ],
  run(args, ports, shell) {
    const [first] = args
    if (first === undefined) return usage(kill, ports)
    if (first === '--help') return showHelp(kill, ports)
    if (/^-[lL]/.test(first))
      return list(first.length > 2 ? [first.slice(2), ...args.slice(1)] : args.slice(1), ports, shell)
    const { signal, rest, fault } = readSignalOption(args)
    if (fault !== undefined) return failed(shell, `kill: ${fault}`)
    if (signal === undefined) return usage(kill, ports)
    const name = readSignal(signal, shell.host)
    if (name === undefined) return failed(shell, `kill: ${signal}: invalid signal specification`)
    if (rest.length === 0) return usage(kill, ports)
    const { standIn } = shell
    if (standIn !== undefined && rest.includes(String(standIn.process.pid)))
      return standIn.deal(name, () => sendAll(name, rest, shell))
    // What the EXIT trap of a shell sees that this ends.
    if (rest.includes(String(shell.host.pid))) shell.status = 0
    return arrived(sendAll(name, rest, shell), name, rest, shell)
  },
}

/** `-s TERM`, `-n 15`, `-TERM`, `-15`; then the operands. */
function readSignalOption(args: readonly string[]): {
  signal?: string
  rest: readonly string[]
  fault?: string
} {
  const [first = '', second] = args
  if (first === '--') return { signal: 'TERM', rest: args.slice(1) }
  if (!first.startsWith('-')) return { signal: 'TERM', rest: args }
  const attached =
    /^-[sn](.+)$/.test(first) && !/^-s(ig|top|egv|ys)/i.test(first) ? first.slice(2) : undefined
  if (first === '-s' || first === '-n') {
    if (second === undefined) return { rest: [], fault: `${first}: option requires an argument` }
    return { signal: second, rest: skipDashes(args.slice(2)) }
  }
  return { signal: attached ?? first.slice(1), rest: skipDashes(args.slice(1)) }
}

function skipDashes(rest: readonly string[]): readonly string[] {
  return rest[0] === '--' ? rest.slice(1) : rest
}

function sendAll(signal: string, operands: readonly string[], shell: Shell): Status {
  let anySent = false
  for (const operand of operands) {
    const fault = send(signal, operand, shell)
    if (fault === undefined) anySent = true
    else shell.complain(`kill: ${fault}`)
  }
  return anySent ? 0 : 1
}

/** A signal to this very process is dealt with before the next command, as it would be without an event loop. */
function arrived(status: Status, signal: string, operands: readonly string[], shell: Shell): Running {
  const own = operands.some(operand => operand === '0' || operand === String(shell.host.pid))
  if (!own || signal === '0' || (shell.traps.get(signal) ?? '') === '') return status
  return new Promise(resolve => {
    const stop = shell.host.onSignal(signal, () => setImmediate(done))
    // Should it not come (blocked by whoever started us), the command ends all the same.
    const timer = setTimeout(() => done(), 1000)
    const done = (): void => {
      clearTimeout(timer)
      stop()
      resolve(status)
    }
  })
}

/** What went wrong, or nothing. */
function send(signal: string, operand: string, shell: Shell): string | undefined {
  try {
    if (operand.startsWith('%')) {
      const job = findJob(operand, shell)
      if (isFault(job)) return job.fault
      job.kill(signal)
      return undefined
    }
    const pid = parseDecimal(operand)
    if (pid === undefined || Number(pid) > 0x7fffffff)
      return operand === ''
        ? "`': not a pid or valid job spec"
        : `${operand}: arguments must be process or job IDs`
    shell.host.kill(Number(pid), signal)
    return undefined
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    return `(${operand}) - ${error.message}`
  }
}

/** `kill -l`: the table, or names for numbers (and statuses) and numbers for names. */
function list(operands: readonly string[], ports: Ports, shell: Shell): Running {
  const wanted = skipDashes(operands)
  if (wanted.length === 0) return printed(ports.out, signalTable(shell.host))
  let status = 0
  let text = ''
  for (const operand of wanted) {
    const converted = convert(operand, shell)
    if (converted === undefined) status = failed(shell, `kill: ${operand}: invalid signal specification`)
    else text += `${converted}\n`
  }
  return printed(ports.out, text, status)
}

function convert(operand: string, shell: Shell): string | undefined {
  if (!/^\d+$/.test(operand)) {
    const name = readSignal(operand, shell.host)
    return name === undefined ? undefined : name === '0' ? '0' : String(signalNumber(name, shell.host) ?? '')
  }
  const number = Number(operand)
  const signal = number > 128 ? number - 128 : number
  return signal === 0 ? 'EXIT' : shell.host.signals.get(signal)
}
