/**
 * Ends this process by a signal's default action, after what waits for its exit has been done (terminal, files). `reset`
 * takes away handlers that node does not know of.
 */
export function endByDefault(signal: string, status: number, reset: () => void = () => undefined): void {
  const event = `SIG${signal}` as NodeJS.Signals
  process.exitCode = status
  process.emit('exit', status)
  process.removeAllListeners('exit')
  process.removeAllListeners(event)
  reset()
  process.kill(process.pid, event)
  // A signal that does not end us (blocked, or another thread has it): the status says it.
  setTimeout(() => process.reallyExit(status), 200)
}

declare global {
  namespace NodeJS {
    interface Process {
      reallyExit(status: number): never
    }
  }
}
