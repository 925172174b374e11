import type { ProcessHost } from './host.ts'

/** The host for this machine: posix where it can be, portable on Windows or with `NACRE_HOST=portable`. */
export function chooseHost(): ProcessHost {
  throw new Error('no host yet')
}
