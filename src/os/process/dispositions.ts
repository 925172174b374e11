import { readFileSync } from 'node:fs'
import { constants } from 'node:os'

/** Whether a process ignores a signal (nohup); false where the system does not tell. */
export function ignoresSignal(pid: number, signal: string): boolean {
  const number = (constants.signals as Record<string, number | undefined>)[`SIG${signal}`]
  if (process.platform !== 'linux' || number === undefined) return false
  try {
    const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
    return mask !== undefined && ((BigInt(`0x${mask}`) >> BigInt(number - 1)) & 1n) === 1n
  } catch {
    // It is gone.
    return false
  }
}
