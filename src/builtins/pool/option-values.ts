import { availableParallelism } from 'node:os'
import { hasDiskUse } from './machine.ts'
import type { Limit } from './pace.ts'

/** Assigns what an option's value means; a text that means nothing is the message. */
export function setNumber(
  value: number | undefined,
  text: string,
  what: string,
  assign: (value: number) => unknown,
): string | undefined {
  if (value === undefined || Number.isNaN(value)) return `${text}: not ${what}`
  assign(value)
  return undefined
}

export function whole(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** `4`, `50%`, `+1`, `-1`, `0` (as many as there are), `auto`. */
export function jobsOf(text: string): number | undefined {
  const cores = availableParallelism()
  if (text === 'auto') return cores
  if (/^\d+%$/.test(text)) return Math.max(1, Math.floor((cores * Number.parseInt(text, 10)) / 100))
  if (/^[+-]\d+$/.test(text)) return Math.max(1, cores + Number(text))
  const number = whole(text)
  return number === 0 ? Number.POSITIVE_INFINITY : number
}

/** `300`, `1k` (1000), `1K` (1024), `2.5M`. */
export function bytesOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kKmMgGtT]?)$/.exec(text)
  if (match === null) return undefined
  const unit = match[2] ?? ''
  const base = unit === unit.toLowerCase() ? 1000 : 1024
  return Number(match[1]) * base ** ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase())
}

export function loadOf(text: string): number | undefined {
  if (/^\d+%$/.test(text)) return (availableParallelism() * Number.parseInt(text, 10)) / 100
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined
}

/** `io 50`, `load 4`, `mem 1G`, or a command; a text that means nothing is the message. */
export function readLimit(text: string): Limit | string {
  const [name = '', value = ''] = text.trim().split(/\s+/)
  if (name === '') return '--limit: which command?'
  if (name !== 'io' && name !== 'load' && name !== 'mem') return { type: 'command', text }
  const most = name === 'load' ? loadOf(value) : bytesOf(value)
  if (most === undefined) return `--limit ${text}: ${name} and a number`
  if (name === 'io' && !hasDiskUse()) return `--limit ${text}: how busy disks are is not known on this system`
  return { type: name, most }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', '\\': '\\' }

/** `\n`, `\t`, `\0`, `\x2c`, `\054` as the characters that they are. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([ntrf\\]))/g, (_, hex, octal, letter) =>
    typeof hex === 'string'
      ? String.fromCharCode(Number.parseInt(hex, 16))
      : typeof octal === 'string'
        ? String.fromCharCode(Number.parseInt(octal, 8))
        : (escapes[letter as string] ?? ''),
  )
}
