import type { SpawnPlan } from '../host.ts'
import { environmentOf } from '../plan.ts'
import { cString, cStringArray } from './memory.ts'
import { planMoves } from './placement.ts'
import type { Signals } from './signals.ts'
import type { System } from './system.ts'

/**
 * execve(2) of this very process, as `exec` does. Nothing has changed if it throws: descriptors, signals and mask are
 * put back, since an interactive shell goes on.
 */
export function replaceProcess(
  system: System,
  signals: Signals,
  plan: SpawnPlan,
  own: { readonly umask: number; readonly cwd: string },
): never {
  const { libc } = system
  const argv = cStringArray(libc, plan.argv)
  const environment = cStringArray(libc, environmentOf(plan))
  const undo: (() => void)[] = []
  try {
    undo.push(placeDescriptors(system, plan))
    undo.push(signals.prepareExec(plan.ignoredSignals))
    libc.umask(plan.umask)
    undo.push(() => libc.umask(own.umask))
    if (libc.chdir(cString(plan.cwd)) !== 0) throw system.error()
    undo.push(() => libc.chdir(cString(own.cwd)))
    libc.execve(cString(plan.file), argv, environment)
    throw system.error()
  } catch (error) {
    for (const back of undo.reverse()) back()
    throw error
  }
}

/** Moves descriptors to their numbers in this process; what stood there is kept aside. Returns the way back. */
function placeDescriptors(system: System, plan: SpawnPlan): () => void {
  const { libc, platform } = system
  const { moves, release } = planMoves(system, plan.descriptors)
  const above = Math.max(2, ...plan.descriptors.keys()) + 1
  const kept: { readonly fd: number; readonly copy: number }[] = []
  const keep = (fd: number): void => {
    const copy = libc.fcntl(fd, platform.F_DUPFD_CLOEXEC, 'int', above)
    if (copy >= 0) kept.push({ fd, copy })
  }
  for (const { from, to } of moves) {
    if (from <= 2) system.makeBlocking(from)
    if (from === to) libc.fcntl(to, platform.F_SETFD, 'int', 0)
    else {
      keep(to)
      libc.dup2(from, to)
    }
  }
  return () => {
    for (const { from, to } of moves) {
      if (from === to || to > 2) libc.fcntl(to, platform.F_SETFD, 'int', 1)
    }
    for (const { fd, copy } of kept) {
      libc.dup2(copy, fd)
      system.setCloseOnExec(fd)
      libc.close(copy)
    }
    release?.()
  }
}
