import { readFileSync } from 'node:fs'

/** Clock ticks a second and bytes a page, as Linux has them on every platform Node runs on. */
const ticksPerSecond = 100
const pageBytes = 4096

/** What a running process has used so far and holds now; undefined where the system does not tell. */
export function liveUsage(pid: number): { readonly cpuMs: number; readonly rssBytes: number } | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in brackets may hold anything; what follows it is numbers.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    return { cpuMs: (ticks * 1000) / ticksPerSecond, rssBytes: Number(fields[21]) * pageBytes }
  } catch {
    // It is gone.
    return undefined
  }
}
