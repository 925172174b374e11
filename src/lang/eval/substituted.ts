import { ProcessJob } from '../../jobs/index.ts'
import type { Process } from '../../os/index.ts'
import { isPromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { startPlaceholder } from './placeholder.ts'
import { controlsJobs } from './launch.ts'
import type { Status } from './outcome.ts'

/** A process substitution that a command has started. */
export interface Substituted {
  /** The number of our end. */
  readonly fd: number
  readonly ended: Promise<Status>
}

/** Follows what a process substitution's fork starts; gives what makes a process that stands for it, for `kill` and `wait`. */
export function lateProcess(shell: Environment, child: Environment, text: string): LateProcess {
  const job = new ProcessJob(shell.host, text, shell.cwd)
  // Under job control its programs belong where those of the command do.
  if (child.launch === undefined && !controlsJobs(shell))
    child.launch = { job, grouped: false, foreground: false, ignored: [] }
  return new LateProcess(shell, child, job)
}

/** A process substitution that has no process of its own until somebody wants to know its pid. */
export class LateProcess {
  readonly #shell: Environment
  readonly #child: Environment
  readonly #job: ProcessJob
  #status: Status | undefined

  constructor(shell: Environment, child: Environment, job: ProcessJob) {
    this.#shell = shell
    this.#child = child
    this.#job = job
  }

  /** It has ended. */
  end(status: Status): void {
    this.#status = status
    if (this.#job.principal === undefined) this.#job.finish(status)
    else this.#child.standIn?.end(status)
  }

  /** Its pid. Where processes start later there is no number yet: then it is the shell's. */
  readonly pid = (): number => this.#job.principal?.pid ?? this.#stand() ?? this.#shell.host.pid

  #stand(): number | undefined {
    const { standIn } = this.#child
    const made = standIn ?? startPlaceholder(this.#shell.host, 'shell', this.#child.traps.ignored())
    if (isPromise(made)) return undefined
    const programs = [...this.#job.processes]
    this.#job.principal = made.process
    this.#shell.jobs.addUnlisted(this.#job)
    if (this.#status === undefined) {
      this.#child.standIn = made
      this.#child.strand = { ...this.#child.strand }
      this.#child.traps.redirectTo((signal, how) => made.trap(signal, how))
      made.onSignal = signal => void this.#child.pending.push(signal)
    } else made.end(this.#status)
    void this.#follow(made.process, programs)
    return made.process.pid
  }

  async #follow(process: Process, programs: readonly Process[]): Promise<void> {
    const end = await process.ended
    if (end.type !== 'signaled') return this.#job.finish(end.type === 'exited' ? end.status : 1)
    this.#child.strand.status = 128 + end.number
    for (const { pid, status } of [...programs, ...this.#job.processes])
      if (status === undefined) this.#kill(pid, end.signal)
    this.#job.finish(128 + end.number)
  }

  #kill(pid: number, signal: string): void {
    try {
      this.#shell.host.kill(pid, signal)
    } catch {
      // It is gone already.
    }
  }
}
