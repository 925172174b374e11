import {
  type Builtin,
  type Ports,
  type Running,
  type Shell,
  spawnJob,
  SpawnError,
  type SpawnOptions,
} from '../lang/eval/index.ts'
import { SystemError } from '../os/index.ts'
import { chain, parseDuration } from '../value/index.ts'
import { readLongOptions, type LongOptions } from './long-options.ts'
import { after, failed, misused, showHelp } from './usage.ts'

const known = {
  name: 'value',
  cwd: 'value',
  env: 'values',
  timeout: 'value',
  retry: 'value',
  restart: 'value',
  log: 'value',
  nice: 'value',
  detach: 'flag',
  pty: 'flag',
} as const

/** `spawn`: run a command beside the shell as a job that keeps its output. */
export const spawn: Builtin = {
  name: 'spawn',
  synopsis:
    'spawn [--name name] [--cwd dir] [--env name=value] [--timeout time] [--retry n] [--restart on-failure] [--log file] [--nice n] [--detach] [--pty] command [argument ...]',
  summary: 'Run a command in the background and keep its output.',
  examples: [
    { line: 'spawn --name hello echo hi; await hello; output hello', shows: 'hi\n' },
    { line: 'spawn --timeout 50ms sleep 9; await', status: 124 },
  ],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(spawn, ports)
    const parsed = readLongOptions(known, {}, args)
    if (typeof parsed === 'string') return misused(spawn, parsed, ports, shell)
    const options = spawnOptions(parsed)
    if (typeof options === 'string') return failed(shell, `spawn: ${options}`, 2)
    if (parsed.operands.length === 0) return misused(spawn, 'a command is needed', ports, shell)
    return start(parsed.operands, options, ports, shell)
  },
}

function start(words: readonly string[], options: SpawnOptions, ports: Ports, shell: Shell): Running {
  const [name = ''] = words
  if (shell.resolve(name).every(found => found.type === 'alias' || found.type === 'keyword'))
    return failed(shell, `spawn: ${name}: command not found`, 127)
  try {
    const { job, begun } = spawnJob(shell, { words }, options)
    return chain(begun, () => {
      if (!shell.session.interactive || shell.depth > 0) return 0
      return after(ports.err.line(`[${job.id}]${job.pid === undefined ? '' : ` ${job.pid}`}`), 0)
    })
  } catch (error) {
    if (error instanceof SpawnError || error instanceof SystemError)
      return failed(shell, `spawn: ${error.message}`)
    throw error
  }
}

/** The options by their meaning, or what is wrong with one. */
function spawnOptions({ flags, values }: LongOptions): SpawnOptions | string {
  const one = (name: string): string | undefined => values.get(name)?.[0]
  const timeout = one('timeout')
  const timeoutMs = timeout === undefined ? undefined : parseDuration(timeout)
  if (timeout !== undefined && timeoutMs === undefined)
    return `--timeout ${timeout}: not a time (30s, 5m, 500ms)`
  const retry = one('retry')
  if (retry !== undefined && !/^\d+$/.test(retry)) return `--retry ${retry}: not a number`
  const nice = one('nice')
  if (nice !== undefined && !/^[-+]?\d+$/.test(nice)) return `--nice ${nice}: not a number`
  const restart = one('restart')
  if (restart !== undefined && restart !== 'on-failure' && restart !== 'no')
    return `--restart ${restart}: it is on-failure or no`
  const env = environmentOf(values.get('env') ?? [])
  if (typeof env === 'string') return env
  const detach = flags.has('detach')
  const needsShell = ['timeout', 'retry', 'restart'].find(name => values.has(name))
  if (detach && needsShell !== undefined)
    return `--${needsShell}: the shell would have to stay, and --detach lets it go`
  return {
    name: one('name'),
    cwd: one('cwd'),
    env,
    timeoutMs,
    retry: retry === undefined ? undefined : Number(retry),
    restart,
    log: one('log'),
    nice: nice === undefined ? undefined : Number(nice),
    detach,
    pty: flags.has('pty'),
  }
}

function environmentOf(entries: readonly string[]): Record<string, string> | string {
  const env: Record<string, string> = {}
  for (const entry of entries) {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(entry) ?? []
    if (name === undefined || value === undefined) return `--env ${entry}: it is NAME=value`
    env[name] = value
  }
  return env
}
