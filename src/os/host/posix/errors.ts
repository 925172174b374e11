import { constants } from 'node:os'
import { SystemError } from '../../descriptor.ts'
import type { Libc } from './libc.ts'

/** The name of an errno: `ENOENT`. Where two names share a number, the one POSIX prefers. */
export function errnoName(code: number): string {
  for (const [name, value] of Object.entries(constants.errno)) {
    if (value === code && name !== 'EWOULDBLOCK' && name !== 'EOPNOTSUPP') return name
  }
  return `E${code}`
}

/** The number of an errno's name. */
export function errnoCode(name: keyof typeof constants.errno): number {
  return constants.errno[name]
}

/** The error of a system call that failed just now, or of a given errno. */
export function systemError(libc: Libc, code = libc.errno()): SystemError {
  return new SystemError(errnoName(code), libc.strerror(code))
}

/** Runs a call again while signals interrupt it. */
export function retry(libc: Libc, call: () => number): number {
  for (;;) {
    const result = call()
    if (result !== -1 || libc.errno() !== constants.errno.EINTR) return result
  }
}

/** The result of a call, or its error thrown. */
export function check(libc: Libc, result: number): number {
  if (result === -1) throw systemError(libc)
  return result
}
