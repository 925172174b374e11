import { isOver, type Job } from '../../jobs/index.ts'
import { chain } from '../../value/index.ts'
import { IndexedArray } from '../expand/index.ts'
import type { Coprocess } from '../syntax/index.ts'
import { startPlaced } from './background.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { startFork } from './fork.ts'
import { makeLaunch } from './launch.ts'

/** `coproc NAME command`: a background job with a pipe to its stdin and one from its stdout (bash manual, Coprocesses). */
export function compileCoprocess(node: Coprocess, compiler: Compiler): Code {
  const body = compiler.command(node.body)
  const name = node.name ?? 'COPROC'
  return shell => {
    shell.node = node
    const input = shell.host.pipe()
    const output = shell.host.pipe()
    const child = startFork(shell)
    child.launch = makeLaunch(shell, node, false)
    child.strand = { status: undefined, isBeside: true }
    child.descriptors.set(0, input.read)
    child.descriptors.set(1, output.write)
    const from = shell.descriptors.free(63)
    shell.descriptors.setPrivate(from, output.read)
    const to = shell.descriptors.free(60)
    shell.descriptors.setPrivate(to, input.write)
    shell.variables.set(name, IndexedArray.from([String(from), String(to)]))
    const { job } = child.launch
    return chain(startPlaced(shell, child, child.launch, body), started => {
      shell.variables.set(`${name}_PID`, String(job.pid ?? ''))
      forgetAtEnd(shell, job, name, [from, to])
      return started
    })
  }
}

/** bash: once its end is known the variables are gone, and the shell's ends of the pipes are closed. */
function forgetAtEnd(shell: Environment, job: Job, name: string, fds: readonly number[]): void {
  const { jobs, variables, descriptors } = shell
  const unlisten = jobs.onChange(changed => {
    if (changed !== job || !isOver(job)) return
    if (jobs.get(job.id) === job) return jobs.leaveAfter(job, 'program')
    unlisten()
    for (const fd of fds) descriptors.close(fd)
    for (const variable of [name, `${name}_PID`])
      if (variables.findRaw(variable)?.readonly !== true) variables.unset(variable)
  })
}
