import type { Shell } from '../lang/eval/index.ts'
import { guardScriptEnd } from '../os/index.ts'
import { tell } from './show-value.ts'

export interface ScriptEndOptions {
  readonly shell: Shell
  /** An error as a person reads it. */
  describe(error: unknown): string
  /** The script is on its end with this status: no further statement of it is to run. */
  onEnd(status: number): void
}

/**
 * A script's own end where its code does not come back: an error that nobody catches is told as one that a statement
 * threw, and the EXIT trap runs, also on `process.exit`.
 */
export function endScript({ shell, describe, onEnd }: ScriptEndOptions): void {
  let isEnding = false
  const end = (status: number): void => {
    isEnding = true
    onEnd(status)
    const ended = Promise.resolve(shell.finish({ type: 'exit', status }))
    void ended.then(exit, () => exit(status))
  }
  const exit = guardScriptEnd({
    onError(error) {
      if (isEnding) return
      void tell(shell, describe(error))
      end(1)
    },
    onExit(status) {
      if (!isEnding && shell.traps.get('EXIT')) end(status)
      return isEnding
    },
  })
}
