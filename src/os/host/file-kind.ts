import type { Stats } from 'node:fs'
import { fstatSync } from 'node:fs'

/** How a descriptor behaves: files never make one wait, all others may. */
export type FileKind = 'file' | 'pipe' | 'socket' | 'terminal' | 'device'

/** What is open under a number. Throws what fstat throws: EBADF. */
export function kindOf(fd: number): FileKind {
  const status = fstatSync(fd)
  if (status.isFIFO()) return 'pipe'
  if (status.isSocket()) return 'socket'
  if (!status.isCharacterDevice()) return 'file'
  return isTerminal(fd, status) ? 'terminal' : 'device'
}

function isTerminal(fd: number, status: Stats): boolean {
  if (process.platform === 'linux') {
    // Of the device numbers (admin-guide/devices.txt) the usual ones are known; node:tty takes milliseconds to load.
    const major = (status.rdev >> 8) & 0xfff
    if (major === 1) return false // /dev/null, zero, random …
    if (major >= 136 && major <= 143) return true // pts
  }
  return process.getBuiltinModule('node:tty').isatty(fd)
}
