import { decodeBytes } from '../value/index.ts'
import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { limitKinds, type LimitKind } from './limit-kinds.ts'
import { failed, printed } from './usage.ts'

/** `ulimit`: limits of what programs may use. POSIX.1-2024, utilities, ulimit; bash manual, Bash Builtins. */
export const ulimit: Builtin = {
  name: 'ulimit',
  synopsis: 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]',
  summary: 'Modify shell resource limits.',
  examples: [{ line: 'ulimit -c 0; ulimit -c', shows: '0\n' }],
  run(args, ports, shell) {
    const letters = `HSa${[...limitKinds.keys()].join('')}`
    const parsed = readOptions(ulimit, letters, args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const hard = parsed.flags.has('H')
    const soft = parsed.flags.has('S')
    if (parsed.flags.has('a')) return showAll(hard, ports, shell)
    const chosen = parsed.options.flatMap(({ letter }) => limitKinds.get(letter) ?? [])
    const [value] = parsed.operands
    const kinds = chosen.length === 0 ? [limitKinds.get('f')].filter(kind => kind !== undefined) : chosen
    if (value === undefined) return show(kinds, hard, ports, shell)
    const last = kinds.at(-1)
    return last === undefined ? 0 : change(last, value, { hard: hard || !soft, soft: soft || !hard }, shell)
  },
}

/** The limit now: what `ulimit` set, else the process's. */
function limitOf(
  kind: LimitKind,
  shell: Shell,
): { readonly soft: string; readonly hard: string } | undefined {
  if (kind.fixed !== undefined) return { soft: kind.fixed, hard: kind.fixed }
  return shell.limits.get(kind.name) ?? shell.host.getLimit(kind.name)
}

function inUnits(value: string, kind: LimitKind): string {
  return value === 'unlimited' ? value : String(BigInt(value) / BigInt(kind.factor))
}

function show(kinds: readonly LimitKind[], hard: boolean, ports: Ports, shell: Shell): Running {
  const lines = kinds.map(kind => {
    const limit = limitOf(kind, shell)
    const value = limit === undefined ? 'unlimited' : inUnits(hard ? limit.hard : limit.soft, kind)
    return kinds.length > 1 ? label(kind, value) : `${value}\n`
  })
  return printed(ports.out, lines.join(''))
}

function showAll(hard: boolean, ports: Ports, shell: Shell): Running {
  const lines = [...limitKinds.values()].flatMap(kind => {
    const limit = limitOf(kind, shell)
    return limit === undefined ? [] : [label(kind, inUnits(hard ? limit.hard : limit.soft, kind))]
  })
  return printed(ports.out, lines.join(''))
}

/** `open files                          (-n) 1024` */
function label(kind: LimitKind, value: string): string {
  const unit = kind.unit === '' ? `(-${kind.letter})` : `(${kind.unit}, -${kind.letter})`
  return `${kind.title.padEnd(20)}${unit.padStart(20)} ${value}\n`
}

function change(
  kind: LimitKind,
  text: string,
  which: { readonly hard: boolean; readonly soft: boolean },
  shell: Shell,
): Running {
  const limit = limitOf(kind, shell)
  if (kind.fixed !== undefined || limit === undefined)
    return failed(shell, `ulimit: ${kind.title}: cannot modify limit: Invalid argument`)
  const value = readValue(text, limit, kind)
  if (value === undefined) return failed(shell, `ulimit: ${text}: invalid number`)
  if (value === 'out of range') return failed(shell, `ulimit: ${text}: limit out of range`)
  const hard = which.hard ? value : limit.hard
  const soft = which.soft ? value : limit.soft
  if (isMore(soft, hard)) return failed(shell, `ulimit: ${kind.title}: cannot modify limit: Invalid argument`)
  if (isMore(hard, limit.hard) && !mayRaise(shell))
    return failed(shell, `ulimit: ${kind.title}: cannot modify limit: Operation not permitted`)
  shell.limits.set(kind.name, { soft, hard })
  return 0
}

function readValue(
  text: string,
  limit: { readonly soft: string; readonly hard: string },
  kind: LimitKind,
): string | undefined {
  if (text === 'hard') return limit.hard
  if (text === 'soft') return limit.soft
  if (text === 'unlimited') return text
  if (!/^\d+$/.test(text)) return undefined
  const value = BigInt(text) * BigInt(kind.factor)
  return value >= 1n << 64n ? 'out of range' : String(value)
}

function isMore(left: string, right: string): boolean {
  if (right === 'unlimited') return false
  return left === 'unlimited' || BigInt(left) > BigInt(right)
}

/** Only a process with CAP_SYS_RESOURCE may raise a hard limit. */
function mayRaise(shell: Shell): boolean {
  try {
    const status = decodeBytes(shell.host.readFile('/proc/self/status'))
    const capabilities = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`)
    return ((capabilities >> 24n) & 1n) === 1n
  } catch {
    return shell.host.ids.euid === 0
  }
}
