import { isPromise } from '../../value/index.ts'
import type { ProcessSubstitution } from '../syntax/index.ts'
import { beside } from './beside.ts'
import type { Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'
import { commandText } from './launch.ts'
import type { Running, Status } from './outcome.ts'
import { lateProcess } from './substituted.ts'

/** `<(list)`, `>(list)`: a pipe to a fork that goes on by itself; the path of our end (bash manual, Process Substitution). */
export function processSubstitution(
  shell: Environment,
  node: ProcessSubstitution,
  compiler: Compiler,
): string {
  const body = compiler.list(node.body)
  const pipe = shell.host.pipe()
  const child = startFork(shell)
  child.textLevel = ++child.indirection
  child.isCaptured = true
  child.loops = shell.loops
  const [theirs, ours] = node.direction === '<' ? [pipe.write, pipe.read] : [pipe.read, pipe.write]
  child.descriptors.set(node.direction === '<' ? 1 : 0, theirs)
  const number = highFree(shell)
  shell.descriptors.set(number, ours)
  const process = lateProcess(shell, child, commandText(shell, node))
  shell.lastBackground = process.pid
  const running = Promise.resolve(beside(shell, () => startLater(child, () => body(child))))
  const { background } = shell.runtime
  const followed = running.catch(() => 1)
  shell.substitutions.push({ fd: number, ended: followed })
  void followed.then(status => process.end(status))
  background.add(followed)
  void followed.finally(() => background.delete(followed))
  return shell.host.descriptorPath(ours, number)
}

async function startLater(child: Environment, run: () => Running): Promise<Status> {
  await Promise.resolve()
  const status = finishFork(child, run)
  return isPromise(status) ? await status : status
}

/** bash counts down from 63. */
function highFree(shell: Environment): number {
  let fd = 63
  while (fd > 9 && shell.descriptors.get(fd) !== undefined) fd--
  return fd > 9 ? fd : shell.descriptors.free(64)
}
