import { rethrow } from '../host/node-errors.ts'

/**
 * kill(2). A signal to this very process that JavaScript listens for is handed to the listeners at once: through the kernel
 * it would arrive in a later turn of the event loop, but POSIX has it delivered before kill() returns, so that
 * `trap … USR1; kill -USR1 $$; next` runs the trap before `next`. Throws ESRCH, EPERM, EINVAL.
 */
export function sendSignal(pid: number, number: number, name: string): void {
  const event = `SIG${name}`
  if (pid === process.pid && process.listenerCount(event) > 0) {
    process.emit(event as 'SIGINT', event as 'SIGINT', number)
    return
  }
  try {
    process.kill(pid, number)
  } catch (error) {
    rethrow(error)
  }
}
