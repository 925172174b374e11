import type { Process, ProcessHost, WaitStatus } from '../os/index.ts'
import { liveUsage, SystemError } from '../os/index.ts'
import { BaseJob } from './base-job.ts'
import { isOver, type Job, type JobProgress, type JobUsage } from './job.ts'
import { JobFailure, type JobResult } from './job-error.ts'
import { sendToJob } from './job-signal.ts'

/** What `$?` says of a child's end or stop. */
export function statusNumber(status: WaitStatus): number {
  switch (status.type) {
    case 'exited':
      return status.status
    case 'signaled':
    case 'stopped':
      return 128 + status.number
    case 'continued':
      return 0
  }
}

/** What a run over many items tells the job that it is. */
export interface JobRun {
  readonly progress: JobProgress
  /** What the tasks that are over gave, in the order of their ends. */
  results(): readonly unknown[]
}

/** Ended processes that a job still names; a long-lived job forgets older ones. */
const rememberedProcesses = 32
/** From the first signal of an end to KILL. */
const graceMs = 5000

/**
 * A pipeline or list of commands as a job: the programs it has started, in one process group where there is job
 * control, and the promise of its status. Programs may join as long as it runs.
 */
export class ProcessJob extends BaseJob {
  /** The process group, once a program leads it; undefined without job control. */
  group: number | undefined
  /** The process whose end is the job's: the last one of a pipeline, if not another is named. */
  principal: Process | undefined
  /** Gives what `await job` gives, or throws; without one there is the status only. */
  concluder: ((job: ProcessJob) => unknown) | undefined
  /** The run over many items that it is, or is at (`pool`). */
  run: JobRun | undefined
  readonly #host: ProcessHost
  #processes: Process[] = []
  /** Those that were stopped, and not continued since. */
  readonly #still = new Set<Process>()
  #stopped: Extract<WaitStatus, { type: 'stopped' }> | undefined
  #isHeld = false
  /** Signals for the first program, and how long it gets to end. */
  readonly #early: string[] = []
  #graceToCome: number | undefined

  constructor(host: ProcessHost, command: string, directory?: string) {
    super(command, directory)
    this.#host = host
  }

  get kind(): 'process' | 'pool' {
    return this.run === undefined ? 'process' : 'pool'
  }

  override get progress(): JobProgress | undefined {
    return this.run?.progress
  }

  /** Of a run its results, as far as it is. */
  override get value(): unknown {
    return this.run?.results()
  }

  override get signalName(): string | undefined {
    if (this.endedAt === undefined) return this.state === 'stopped' ? this.#stopped?.signal : undefined
    return this.#death?.signal
  }

  override get coreDumped(): boolean {
    return this.#death?.coreDumped ?? false
  }

  override get stopStatus(): number {
    return 128 + (this.#stopped?.number ?? 0)
  }

  override get pid(): number | undefined {
    return (this.principal ?? this.#processes.at(-1))?.pid
  }

  override get pids(): readonly number[] {
    return this.#processes.map(process => process.pid)
  }

  /** Of the programs that live what they use now, of the others what they used. */
  override get usage(): JobUsage | undefined {
    const known = this.#processes.flatMap(process => usageOf(process) ?? [])
    if (known.length === 0) return undefined
    const cpuMs = known.reduce((sum, usage) => sum + usage.cpuMs, 0)
    const living = this.#alive().flatMap(process => usageOf(process) ?? [])
    const rssBytes =
      living.length > 0
        ? living.reduce((sum, usage) => sum + usage.rssBytes, 0)
        : Math.max(...known.map(usage => usage.rssBytes))
    return { cpuMs, rssBytes }
  }

  /** Those of its programs that have not ended. */
  get livingPids(): readonly number[] {
    return this.#alive().map(process => process.pid)
  }

  get processes(): readonly Process[] {
    return this.#processes
  }

  /** A program of this job started, in this very turn. */
  add(process: Process): void {
    if (this.#processes.length >= 2 * rememberedProcesses) this.#forget()
    this.#processes.push(process)
    process.onChange = status => this.#changed(process, status)
    if (this.run !== undefined && this.principal !== undefined && this.#still.has(this.principal))
      this.#stopLate()
    if (this.#processes.length === 1) this.#sendEarly()
  }

  #sendEarly(): void {
    for (const signal of this.#early.splice(0)) this.#trySend(signal)
    if (this.#graceToCome !== undefined) this.endProcesses(this.#graceToCome)
  }

  /** Nobody waits for its end: its programs do not keep the event loop going, unless somebody does wait. */
  letGo(): void {
    if (!this.#isHeld) for (const process of this.#processes) process.unref?.()
  }

  override hold(): void {
    this.#isHeld = true
    for (const process of this.#processes) process.ref?.()
  }

  /** The whole of it came to an end. */
  finish(status: number): void {
    this.setEnd({ state: status === 0 ? 'done' : this.isCancelled ? 'cancelled' : 'failed', status })
  }

  override kill(signal = 'TERM'): void {
    const name = signal.replace(/^SIG/, '')
    // A stopped process acts upon a signal only once it is continued (bash does the same for TERM and HUP).
    this.send(name)
    if (this.state !== 'stopped') return
    if (name === 'TERM' || name === 'HUP') this.cont()
    // KILL ends what is stopped, too: from now on its end is near, which `wait` waits for and `exit` need not warn of.
    if (name === 'KILL' || name === 'CONT') this.#goesOn()
  }

  override stop(): void {
    if (!this.#host.hasJobControl) throw noStops()
    this.send('STOP')
  }

  override cont(): void {
    if (!this.#host.hasJobControl) throw noStops()
    this.#goesOn()
    this.send('CONT')
  }

  /** It is not stopped any more: one that ends at once is never reported as continued. */
  #goesOn(): void {
    this.#still.clear()
    this.setState('running')
  }

  protected override end(): void {
    this.endProcesses(graceMs)
  }

  /** Hosts may start programs in a later turn: what is sent before goes to the first one when it is there. */
  get #isToCome(): boolean {
    return this.#processes.length === 0 && !this.#host.hasJobControl && !isOver(this)
  }

  /** Some of its programs are alive. */
  protected get hasLiving(): boolean {
    return this.#alive().length > 0
  }

  /** TERM, and KILL to what is still there after a while. */
  protected endProcesses(grace: number): void {
    if (this.#isToCome) return void (this.#graceToCome = grace)
    const alive = this.#alive()
    if (alive.length === 0) return
    this.#trySend('TERM')
    if (this.state === 'stopped') this.#trySend('CONT')
    const timer = setTimeout(() => {
      if (alive.some(process => !isOverStatus(process.status))) this.#trySend('KILL')
    }, grace)
    timer.unref()
    void Promise.all(alive.map(process => process.ended)).then(() => clearTimeout(timer))
  }

  #trySend(signal: string): void {
    try {
      this.send(signal)
    } catch (error) {
      // They have ended in this very moment.
      if (!(error instanceof SystemError)) throw error
    }
  }

  protected override async conclude(): Promise<unknown> {
    if (this.run !== undefined && this.error === undefined) return concludeRun(this, this.run)
    if (this.concluder !== undefined) return this.concluder(this)
    if (this.error !== undefined) throw this.error
    const { output, signalName, status: exitCode = 1 } = this
    const text = (stream: 'stdout' | 'stderr') => (output.isKept ? output.text(stream) : '')
    const [stdout, stderr] = [await text('stdout'), await text('stderr')]
    const signal = signalName === undefined ? null : `SIG${signalName}`
    const result: JobResult = { exitCode, signal, stdout, stderr, toString: () => stdout }
    if (exitCode !== 0) throw new JobFailure(this.command, result)
    return result
  }

  /** How the process ended that the job's end is, if a signal did it. */
  get #death(): Extract<WaitStatus, { type: 'signaled' }> | undefined {
    const status = (this.principal ?? this.#processes.at(-1))?.status
    return status?.type === 'signaled' && statusNumber(status) === this.status ? status : undefined
  }

  /** Sends it to all of its programs. */
  protected send(signal: string): void {
    if (this.#isToCome) return void this.#early.push(signal)
    if (!this.hasLiving) throw new SystemError('ESRCH', 'No such process')
    sendToJob(this.#host, this, signal)
  }

  /** All but the first and the newest ended ones. */
  #forget(): void {
    const from = this.#processes.length - rememberedProcesses
    this.#processes = this.#processes.filter(
      (process, at) => at === 0 || at >= from || process === this.principal || !isOverStatus(process.status),
    )
  }

  #changed(process: Process, status: WaitStatus): void {
    if (status.type === 'stopped') {
      this.#still.add(process)
      const isOfRun = this.run !== undefined && process !== this.principal
      if (!isOfRun || this.#stopped === undefined) this.#stopped = status
      if (process === this.principal && this.run !== undefined) this.#stopLate()
    } else this.#still.delete(process)
    if (this.#still.size === 0) this.setState('running')
    else if (this.#alive().every(alive => this.#still.has(alive))) this.setState('stopped')
  }

  /** A program that a run has just started may have missed the stop. */
  #stopLate(): void {
    for (const { pid } of this.#alive().filter(process => !this.#still.has(process)))
      try {
        this.#host.kill(pid, 'STOP')
      } catch (error) {
        // It has ended in this very moment.
        if (!(error instanceof SystemError)) throw error
      }
  }

  #alive(): Process[] {
    return this.#processes.filter(process => !isOverStatus(process.status))
  }
}

/** Its value is the results; one that failed rejects with an error that has them. */
function concludeRun(job: ProcessJob, run: JobRun): readonly unknown[] {
  const results = run.results()
  if (job.status === 0) return results
  const { done, failed } = run.progress
  const text = failed > 0 ? `${failed} of ${done} tasks failed` : `ended with status ${job.status}`
  throw Object.assign(new Error(`${job.command}: ${text}`), { exitCode: job.status, results })
}

/** A part of it runs in the shell's own process, and ends with that. */
export function isWithinShell(job: Job): boolean {
  return job instanceof ProcessJob && job.principal !== undefined
}

function noStops(): SystemError {
  return new SystemError('ENOTSUP', 'this platform cannot stop a process or continue it')
}

function usageOf({ pid, usage, status }: Process): JobUsage | undefined {
  if (usage !== undefined) return { cpuMs: usage.userMs + usage.systemMs, rssBytes: usage.maxRssBytes }
  return isOverStatus(status) ? undefined : liveUsage(pid)
}

function isOverStatus(status: WaitStatus | undefined): boolean {
  return status?.type === 'exited' || status?.type === 'signaled'
}
