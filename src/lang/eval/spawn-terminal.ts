import type { OwnTerminal, TerminalSize } from '../../os/index.ts'
import { Collector, type JobTerminal } from '../../jobs/index.ts'
import { type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'

/** Where the shell has no terminal itself. */
export const usualSize: TerminalSize = { columns: 80, rows: 24 }

/**
 * A new terminal for one attempt of a job, on the child's 0, 1 and 2. `keep` takes what it shows, with a file's line ends.
 * What is given closes it; who still has it open then hears HUP.
 */
export function connectTerminal(
  child: Environment,
  terminal: JobTerminal,
  keep: (bytes: Uint8Array) => MaybePromise<void>,
): { readonly path: string; readonly collector: Collector; close(): void } | undefined {
  const own = child.host.makeTerminal?.(terminal.size)
  if (own === undefined) return undefined
  occupy(child, own)
  terminal.connect(own)
  const collector = new Collector({ stdout: own.outside }, async (_, bytes) => {
    const { kept, shown } = terminal.show(bytes)
    await keep(kept)
    await shown
  })
  return {
    path: own.path,
    collector,
    close() {
      void keep(terminal.disconnect(own))
    },
  }
}

function occupy(child: Environment, { inside }: OwnTerminal): void {
  child.descriptors.set(0, inside.dup())
  child.descriptors.set(1, inside.dup())
  child.descriptors.set(2, inside)
}
