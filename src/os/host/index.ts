import type { ProcessHost } from './host.ts'
import { platform } from './posix/platform.ts'
import { PosixHost } from './posix/posix-host.ts'

/** The host for this machine: posix where it can be, portable on Windows or with `NACRE_HOST=portable`. */
export function chooseHost(): ProcessHost {
  const numbers = platform()
  if (!numbers) throw new Error('no portable host yet')
  return new PosixHost(numbers)
}
