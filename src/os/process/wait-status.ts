import type { WaitStatus } from '../host/host.ts'

/** The meaning of a status word of wait4(2); `nameOf` gives a signal's name without SIG. */
export function decodeWaitStatus(word: number, nameOf: (signal: number) => string): WaitStatus {
  const low = word & 0x7f
  const high = (word >> 8) & 0xff
  if (low === 0) return { type: 'exited', status: high }
  if ((word & 0xffff) === 0xffff) return { type: 'continued' }
  if (low === 0x7f) {
    // Darwin reports a continued child as stopped by SIGCONT.
    if (process.platform === 'darwin' && high === 0x13) return { type: 'continued' }
    return { type: 'stopped', signal: nameOf(high), number: high }
  }
  return { type: 'signaled', signal: nameOf(low), number: low, coreDumped: (word & 0x80) !== 0 }
}

/** True for the two ways a child ends. */
export function isEnd(status: WaitStatus): boolean {
  return status.type === 'exited' || status.type === 'signaled'
}
