import { WaitInterrupted } from '../jobs/index.ts'
import type { Shell, Status } from '../lang/eval/index.ts'
import { whenIdle } from '../os/index.ts'
import { signalNumber } from './signal-spec.ts'

/** That a child ended is no news that ends a wait for children, but in posix mode (bash manual, Signals; 6.11). */
function endsWait(name: string, shell: Shell): boolean {
  if (name === 'CHLD' && !shell.options.get('posix')) return false
  return signalNumber(name, shell.host) !== undefined
}

/**
 * Waits for jobs: a trapped signal ends the wait with 128 and its number, and its trap runs afterwards (POSIX 2.12); Ctrl-C
 * at the prompt ends it with 130. The jobs go on.
 */
export async function interruptible(
  shell: Shell,
  action: (signal: AbortSignal) => Promise<Status>,
): Promise<Status> {
  const controller = new AbortController()
  let status = 0
  const stops = shell.traps
    .list()
    .filter(([name, command]) => command !== '' && endsWait(name, shell))
    .map(([name]) =>
      shell.host.onSignal(name, () => {
        status = 128 + (signalNumber(name, shell.host) ?? 0)
        controller.abort(new WaitInterrupted())
      }),
    )
  const { interruption } = shell.session
  const interrupt = (): void => {
    status = 130
    controller.abort(new WaitInterrupted())
  }
  if (interruption?.aborted === true) interrupt()
  interruption?.addEventListener('abort', interrupt)
  let isLeft = false
  const forget = whenIdle(() => {
    isLeft = true
  })
  try {
    const own = await action(controller.signal)
    // The shell leaves, which ends the jobs: the line that waited for what nothing could end does not go on.
    return isLeft ? await new Promise<never>(() => undefined) : own
  } catch (error) {
    if (error instanceof WaitInterrupted) return status
    throw error
  } finally {
    forget()
    interruption?.removeEventListener('abort', interrupt)
    for (const stop of stops) stop()
  }
}
