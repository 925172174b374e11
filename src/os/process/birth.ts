import { readFileSync } from 'node:fs'
import { listProcesses } from './list.ts'

/**
 * When a process began, as a text that tells it from a later one with its number; undefined for one that has ended. Where
 * the system does not say it, what it runs.
 */
export function birthOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return listProcesses().find(one => one.pid === pid)?.command
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // proc(5): `pid (name) state …`, the 22nd field.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}
