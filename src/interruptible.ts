import { LineGroup } from './lang/eval/index.ts'
import type { Nacre } from './shell/index.ts'

/** Runs something of the session that Ctrl-C ends: commands, TypeScript and what waits. */
export async function interruptible<T>(nacre: Nacre, run: () => Promise<T>): Promise<T> {
  const { host, session, shell, typescript } = nacre
  session.interrupted = false
  const interruption = new AbortController()
  session.interruption = interruption.signal
  session.interrupt = () => {
    session.interrupted = true
    typescript.interrupt()
    interruption.abort()
  }
  const stop = host.onSignal('INT', session.interrupt)
  const group = new LineGroup(host, session.interrupt)
  session.lineGroup = group
  try {
    return await run()
  } finally {
    // Ctrl-C gives up a line before the program it was waiting for has ended by it.
    await shell.jobs.returned()
    stop()
    group.end()
    session.lineGroup = undefined
    session.interruption = undefined
    session.interrupt = undefined
  }
}
