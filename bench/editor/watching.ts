/** What is seen of an editor from outside: when it has painted, what it uses. */
import { readFileSync } from 'node:fs'
import type { PtyProgram } from '../../test/helpers/pty.ts'

const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g
const begun = '\x1b[?2026h'
const done = '\x1b[?2026l'

/**
 * A key is on the screen (a blank may be nothing but a move of the cursor; fish draws a letter in the case of what it
 * suggests), and so is the whole drawing it belongs to, where that is marked as one.
 */
function isPainted(output: string, key: string): boolean {
  const text = output.replace(escapes, '').toLowerCase()
  const isThere = key === ' ' ? output !== '' : text.includes(key.toLowerCase())
  return isThere && output.lastIndexOf(done) >= output.lastIndexOf(begun)
}

/** The time from a key to its drawing. */
export async function timeKey(program: PtyProgram, key: string): Promise<number> {
  const before = program.output.length
  const start = performance.now()
  program.send(key)
  await program.written(output => isPainted(output.slice(before), key))
  return performance.now() - start
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Nothing more is drawn: answers that come behind a key are in. */
export async function settled(program: PtyProgram, quietMs = 20): Promise<void> {
  for (let length = -1; length !== program.output.length;) {
    length = program.output.length
    await pause(quietMs)
  }
}

/** Resident memory in MB, and the CPU used in ms (proc(5)). */
export function usage(pid: number): { readonly resident: number; readonly cpu: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return {
    resident: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    cpu: (Number(fields[11]) + Number(fields[12])) * 10,
  }
}
