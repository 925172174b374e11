import { ExitRequested } from './guard.ts'

/** What ends a script beside its own course. */
export interface ScriptEndHost {
  /** An error of a callback, or a rejection that nobody handles: the script ends. */
  onError(error: unknown): void
  /** `process.exit(status)`: true if the script is ended by its shell, which needs a moment; else Node ends it. */
  onExit(status: number): boolean
}

/** Lets the shell end a script whose code throws where nobody catches, or exits. Gives Node's own `process.exit`. */
export function guardScriptEnd(host: ScriptEndHost): (status: number) => never {
  process.on('uncaughtException', error => {
    // A handler of the script's own is asked instead, as in Node.
    if (process.listenerCount('uncaughtException') > 1 || error instanceof ExitRequested) return
    host.onError(error)
  })
  process.on('unhandledRejection', reason => {
    // Left to itself Node makes an error of a reason that is none, and only its message tells what it was.
    if (process.listenerCount('unhandledRejection') === 1)
      process.emit('uncaughtException', reason as Error, 'unhandledRejection')
  })
  const exit = process.exit.bind(process)
  const guarded = (code?: number | string | null): never => {
    const status = Number(code ?? process.exitCode ?? 0) & 255
    if (!host.onExit(status)) return exit(code)
    throw new ExitRequested(status)
  }
  process.exit = Object.defineProperty(guarded, 'name', { value: 'exit' })
  return exit
}
