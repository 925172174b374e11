import { chain, isPromise } from '../../value/index.ts'
import type { List } from '../syntax/index.ts'
import { standFor } from './background.ts'
import type { Descriptors } from './descriptors.ts'
import type { Environment } from './environment.ts'
import { finishFork } from './fork.ts'
import type { Launch } from './launch.ts'
import type { Outcome, Running, Status } from './outcome.ts'
import { isWholeCommand } from './line-commands.ts'
import { startPlaceholder } from './placeholder.ts'

/** The line that an interactive shell runs: stopped within a compound command or function, it is left to go on as a job. */
export interface Line {
  readonly list: List
  readonly text: string
  /** What commands change only while they run, as it was before the line. */
  readonly before: Pick<
    Environment,
    'positional' | 'source' | 'node' | 'bindings' | 'loops' | 'guarded' | 'negations' | 'texts'
  >
  readonly callDepth: number
  readonly descriptors: Descriptors
  readonly left: PromiseWithResolvers<Outcome>
  running: Promise<Outcome> | undefined
}

/** Runs a complete command of the main shell so that it can be left behind; elsewhere just runs it. */
export function asLine(shell: Environment, list: List, run: () => Running): Running {
  const { runtime, session } = shell
  if (!session.interactive || !session.jobControl || runtime.line !== undefined || !shell.isMain) return run()
  const line = beginLine(shell, list)
  runtime.line = line
  const end = (): void => {
    if (runtime.line === line) runtime.line = undefined
    line.descriptors.closeAll()
  }
  const running = runSafely(run, end)
  if (!isPromise(running)) return (end(), running)
  line.running = running
  return Promise.race([running, line.left.promise]).finally(end)
}

function runSafely(run: () => Running, end: () => void): Running {
  try {
    return run()
  } catch (error) {
    end()
    throw error
  }
}

function beginLine(shell: Environment, list: List): Line {
  const { positional, source, node, bindings, loops, guarded, negations, texts } = shell
  return {
    list,
    text: source.text.slice(list.start, list.end).trim().replace(/;$/, ''),
    before: { positional, source, node, bindings, loops, guarded, negations, texts },
    callDepth: shell.stack.length,
    descriptors: shell.descriptors.clone(),
    left: Promise.withResolvers<Outcome>(),
    running: undefined,
  }
}

/**
 * A foreground job of the shell was stopped. If it is only a part of what the line does, the whole line becomes that job:
 * it goes on with the state it has, and the prompt gets a copy of it (as in zsh). False where the job is the command
 * itself, or where there is no line.
 */
export function leaveBehind(shell: Environment, launch: Launch): boolean {
  const { runtime } = shell
  const { line } = runtime
  const main = runtime.main.shell
  if (line?.running === undefined || main === undefined) return false
  if (shell === main && isWholeCommand(line.list, launch.node)) return false
  const heir = main.succeed(line)
  runtime.main.shell = heir
  runtime.line = undefined
  becomeJob(main, launch, line)
  line.left.resolve(launch.job.stopStatus)
  return true
}

/** What was the main shell goes on as a subshell in the job's process group, with a process that stands for it. */
function becomeJob(shell: Environment, launch: Launch, line: Line): void {
  const { job } = launch
  job.command = line.text
  launch.isLeft = true
  shell.strand.launch = { ...launch, foreground: false }
  shell.strand.isBeside = true
  shell.depth++
  shell.isolateJobs()
  const ended = finishFork(shell, () => line.running ?? 0)
  const placed = startPlaceholder(shell.host, job.group ?? 'shell', [])
  void chain(placed, placeholder => {
    job.add(placeholder.process)
    if (job.state === 'stopped') shell.host.kill(placeholder.process.pid, 'STOP')
    standFor(shell, launch, placeholder)
    void Promise.resolve(ended).then(
      status => finishJob(launch, placeholder, status),
      () => finishJob(launch, placeholder, 1),
    )
  })
}

async function finishJob(
  { job }: Launch,
  placeholder: { readonly process: { readonly ended: Promise<unknown> }; end(status: Status): void },
  status: Status,
): Promise<void> {
  placeholder.end(status)
  await placeholder.process.ended
  job.finish(status)
}
