import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'

/** Processes that run or wait for a disk, without this one and those of the kernel; the load where nobody tells. */
export function runningProcesses(): number {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name) && isRunning(name)).length
  } catch {
    return loadavg()[0] ?? 0
  }
}

const kernelThread = 0x0020_0000

/** `pid (name) state ppid pgrp session tty tpgid flags …`: the name may have blanks and parentheses in it. */
function isRunning(pid: string): boolean {
  if (Number(pid) === process.pid) return false
  const text = readIfThere(`/proc/${pid}/stat`)
  const [state = '', , , , , , flags = '0'] = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (state === 'R' || state === 'D') && (Number(flags) & kernelThread) === 0
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    // It has ended since.
    return ''
  }
}

const diskStats = '/proc/diskstats'
const measureMs = 1000

/** It is known here how busy disks are. */
export function hasDiskUse(): boolean {
  return readIfThere(diskStats) !== ''
}

/** Measures how busy the busiest disk was in the last second, in per cent; 100 until that is known. */
export function diskUse(): () => number {
  let before = new Map<string, number>()
  let measuredAt = 0
  let use = 100
  return () => {
    const now = performance.now()
    if (measuredAt > 0 && now - measuredAt < measureMs) return use
    const busy = busyTimes()
    if (measuredAt > 0) use = busiest(before, busy) / ((now - measuredAt) / 100)
    before = busy
    measuredAt = now
    return use
  }
}

function busiest(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): number {
  return Math.max(0, ...[...now].map(([name, ms]) => ms - (before.get(name) ?? ms)))
}

/** The milliseconds that each disk has been busy: the tenth number after its name. */
function busyTimes(): Map<string, number> {
  const lines = readIfThere(diskStats).split('\n')
  return new Map(
    lines.flatMap(line => {
      const fields = line.trim().split(/\s+/)
      return fields.length < 13 ? [] : [[fields[2] ?? '', Number(fields[12])] as const]
    }),
  )
}
