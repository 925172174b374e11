import type { ProcessHost } from '../os/index.ts'

/** Signals and conditions as `trap`, `kill` and `wait` name them (POSIX trap; bash's decode_signal). */

const conditions = ['EXIT', 'ERR', 'DEBUG', 'RETURN'] as const

/**
 * A condition's name without SIG (`INT`, `EXIT`, `ERR`) from `INT`, `SIGINT`, `int`, `2` or `0`; undefined for no such.
 */
export function readCondition(text: string, host: ProcessHost): string | undefined {
  if (/^\d+$/.test(text)) return text === '0' || Number(text) === 0 ? 'EXIT' : host.signals.get(Number(text))
  const upper = text.toUpperCase()
  const condition = conditions.find(name => name === upper)
  return condition ?? readSignalName(upper, host)
}

/** A signal's name from a name or number; `EXIT` and `0` are signal 0. */
export function readSignal(text: string, host: ProcessHost): string | undefined {
  if (/^\d+$/.test(text)) return Number(text) === 0 ? '0' : host.signals.get(Number(text))
  const upper = text.toUpperCase()
  return upper === 'EXIT' ? '0' : readSignalName(upper, host)
}

function readSignalName(upper: string, host: ProcessHost): string | undefined {
  const bare = upper.startsWith('SIG') ? upper.slice(3) : upper
  for (const name of host.signals.values()) if (name === bare) return name
  return undefined
}

/** The number of a signal by its name without SIG. */
export function signalNumber(name: string, host: ProcessHost): number | undefined {
  for (const [number, known] of host.signals) if (known === name) return number
  return undefined
}

/** `SIGINT`, but `EXIT`, `ERR`: as `trap` prints a condition; in posix mode `INT`. */
export function conditionLabel(name: string, posix = false): string {
  return posix || conditions.some(condition => condition === name) ? name : `SIG${name}`
}

/** All that `trap` knows, in bash's order. */
export function allConditions(host: ProcessHost): string[] {
  const last = Math.max(...host.signals.keys())
  // Numbers that have no name (32, 33 on Linux) stand for themselves.
  const signals = Array.from({ length: last }, (_, at) => host.signals.get(at + 1) ?? String(at + 1))
  return ['EXIT', ...signals, 'DEBUG', 'ERR', 'RETURN']
}

/** The table of `kill -l` and `trap -l`: five to a line. */
export function signalTable(host: ProcessHost): string {
  const cells = [...host.signals]
    .toSorted(([a], [b]) => a - b)
    .map(([number, name]) => `${String(number).padStart(2)}) SIG${name}`)
  let text = ''
  cells.forEach((cell, i) => {
    text += (i + 1) % 5 === 0 || i === cells.length - 1 ? `${cell}\n` : `${cell}\t`
  })
  return text
}
