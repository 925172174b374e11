import type { ProcessHost } from './host.ts'
import { PortableHost } from './portable.ts'
import { hasBinding } from './posix/binding.ts'
import { platform } from './posix/platform.ts'
import { PosixHost } from './posix/posix-host.ts'

/**
 * The host for this machine: posix where it can be, portable on Windows or with `NACRE_HOST=portable`. `notice` is told
 * when the better one was expected and is not there.
 */
export function chooseHost(notice: (message: string) => void = () => {}): ProcessHost {
  const numbers = platform()
  // Signals and the event loop that the posix host watches belong to the main thread.
  if (process.env['NACRE_HOST'] === 'portable' || !numbers || isWorkerThread()) return new PortableHost()
  if (hasBinding()) return new PosixHost(numbers)
  notice('the package koffi is not installed for this system: no job control (see docs/limits.md)')
  return new PortableHost()
}

/** By what node takes away from workers; node:worker_threads says it too, but takes milliseconds to load. */
function isWorkerThread(): boolean {
  return (process.chdir as { readonly disabled?: boolean }).disabled === true
}
