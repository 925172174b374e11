import { isPromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { startPlaceholder } from './placeholder.ts'

/** `$BASHPID`: a fork that is asked for it gets a process that stands for it. */
export function processIdOf(shell: Environment): number {
  if (shell.isMain) return shell.host.pid
  if (shell.standIn === undefined) {
    const made = startPlaceholder(shell.host, 'shell', shell.traps.ignored())
    // Where processes start later there is no number yet: then it is the shell's.
    if (isPromise(made)) return shell.host.pid
    shell.standIn = made
    shell.strand = { ...shell.strand }
    const { strand } = shell
    shell.traps.redirectTo((signal, how) => made.trap(signal, how))
    made.onSignal = signal => void shell.pending.push(signal)
    void made.process.ended.then(status => {
      if (status.type === 'signaled') strand.status = 128 + status.number
    })
  }
  return shell.standIn.process.pid
}
