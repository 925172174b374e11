import type { NodeChild, NodeEnd, Process, ProcessHost, WaitStatus } from '../os/index.ts'
import type { PoolFunction } from './pool/backend.ts'
import { fromWire, toBuffer, wireArgument, type WireBatch, type WireReply } from './pool/wire.ts'
import { crashOf } from './pool/worker-link.ts'
import type { Job } from './job.ts'
import type { KeptOutput } from './output/kept-output.ts'
import type { StreamName } from './output/records.ts'
import { ProcessJob } from './process-job.ts'
import { SpawnedJob, type SupervisionOptions } from './spawned-job.ts'

export interface FunctionCall {
  /** As it is listed. */
  readonly text: string
  readonly directory: string
  readonly fn: PoolFunction
  readonly args: readonly unknown[]
  /** A Node process that has nothing to do yet. */
  open(): Promise<NodeChild>
  /** Takes what it writes. */
  write(stream: StreamName, bytes: Uint8Array): void
}

/** How long a process may take to end once it has answered. */
const leaveMs = 1000
/** How long its end waits for those that hold its output open still. */
const graceMs = 200

/** Stop signals other than STOP: the system drops them where no shell leads the session. */
const softStops = new Set(['TSTP', 'TTIN', 'TTOU'])

/** A function in a Node process of its own: its value or its error comes back, a crash stays there. */
export class FunctionJob extends SpawnedJob {
  readonly #host: ProcessHost
  readonly #call: FunctionCall
  readonly #batch: WireBatch
  #running: { readonly child: NodeChild; readonly process: NodeProcess } | undefined
  #isOpening = false
  /** What it was sent before it was there. */
  readonly #early: string[] = []
  #value: unknown
  #failure: { readonly error: unknown } | undefined

  /** Throws what says that the function or an argument cannot travel. */
  constructor(host: ProcessHost, call: FunctionCall, options: SupervisionOptions, kept: KeptOutput) {
    super(host, call.text, call.directory, options, kept)
    this.#host = host
    this.#call = call
    this.#batch = {
      id: 1,
      calls: [{ fn: 0, args: call.args.map(value => wireArgument(call.fn, value)) }],
      functions: [[0, call.fn.pack()]],
    }
  }

  override get value(): unknown {
    return this.#value
  }

  override get error(): unknown {
    return super.error ?? this.#failure?.error
  }

  /** Begins. */
  start(): void {
    this.supervise(() => this.#attempt())
  }

  async #attempt(): Promise<number> {
    this.#failure = undefined
    try {
      const running = await this.#open()
      const answered = this.#ask(running.child)
      const end = await running.child.exited
      await settled(running.child)
      running.process.end(end)
      if (!answered()) this.#failure = { error: crashOf(howItEnded(end)) }
      if (this.#failure === undefined) return 0
      return answered() ? 1 : statusOf(running.process.status)
    } catch (error) {
      this.#failure = { error }
      return 1
    } finally {
      this.#running = undefined
    }
  }

  async #open(): Promise<{ readonly child: NodeChild; readonly process: NodeProcess }> {
    this.#isOpening = true
    try {
      const child = await this.#call.open()
      const process = new NodeProcess(child, this.#host)
      this.#running = { child, process }
      this.add(process)
      child.onBytes = (bytes, stream) => this.#call.write(stream, bytes)
      return this.#running
    } finally {
      this.#isOpening = false
      for (const signal of this.#early.splice(0)) this.send(signal)
    }
  }

  /** Sends the call; tells whether it was answered. */
  #ask(child: NodeChild): () => boolean {
    let isAnswered = false
    let timer: NodeJS.Timeout | undefined
    child.onMessage = message => {
      const reply = message as WireReply
      if ('index' in reply) {
        isAnswered = true
        this.#take(reply)
      } else if ('done' in reply) {
        child.disconnect()
        timer = setTimeout(() => child.kill('KILL'), leaveMs)
      }
    }
    void child.exited.then(() => clearTimeout(timer))
    child.send(this.#batch)
    return () => isAnswered
  }

  #take(reply: Extract<WireReply, { index: number }>): void {
    if ('error' in reply)
      this.#failure = { error: fromWire(reply.error, stack => this.#call.fn.trace(stack)) }
    else this.#value = 'buffer' in reply ? toBuffer(reply.buffer) : reply.value
  }

  protected override send(signal: string): void {
    if (this.#isOpening) return void this.#early.push(signal)
    if (this.#running === undefined) return super.send(signal)
    const { child, process } = this.#running
    const name = softStops.has(signal) ? 'STOP' : signal
    if (name !== '0') child.kill(name)
    if (name === 'STOP') process.stopped()
    else if (name === 'CONT') process.continued()
  }

  protected override endProcesses(grace: number): void {
    if (this.#isOpening) this.#early.push('TERM')
    else super.endProcesses(grace)
  }

  protected override async conclude(): Promise<unknown> {
    if (this.error !== undefined) throw this.error
    return this.#value
  }
}

/** It has a value or an error of its own, not only a status. */
export function isOfFunction(job: Job): boolean {
  return !(job instanceof ProcessJob) || job instanceof FunctionJob
}

function howItEnded({ status, signal }: NodeEnd): string {
  return signal === undefined ? `ended with status ${status}` : `was killed by SIG${signal}`
}

function statusOf(status: WaitStatus | undefined): number {
  if (status?.type === 'signaled') return 128 + status.number
  return (status?.type === 'exited' && status.status) || 1
}

async function settled(child: NodeChild): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, graceMs)
  await Promise.race([child.ended, promise])
  clearTimeout(timer)
}

/** A Node of ours as one of a job's processes. */
class NodeProcess implements Process {
  readonly pid: number
  readonly ended: Promise<WaitStatus>
  readonly usage = undefined
  onChange: ((status: WaitStatus) => void) | undefined
  status: WaitStatus | undefined
  readonly #host: ProcessHost
  readonly #settle: (status: WaitStatus) => void

  constructor(child: NodeChild, host: ProcessHost) {
    this.pid = child.pid
    this.#host = host
    const { promise, resolve } = Promise.withResolvers<WaitStatus>()
    this.ended = promise
    this.#settle = resolve
  }

  stopped(): void {
    this.#tell({ type: 'stopped', signal: 'STOP', number: this.#numberOf('STOP') })
  }

  continued(): void {
    this.#tell({ type: 'continued' })
  }

  end({ status, signal }: NodeEnd): void {
    const end: WaitStatus =
      signal === undefined
        ? { type: 'exited', status: status ?? 1 }
        : { type: 'signaled', signal, number: this.#numberOf(signal), coreDumped: false }
    this.#tell(end)
    this.#settle(end)
  }

  #tell(status: WaitStatus): void {
    this.status = status
    this.onChange?.(status)
  }

  #numberOf(name: string): number {
    for (const [number, known] of this.#host.signals) if (known === name) return number
    return 0
  }
}
