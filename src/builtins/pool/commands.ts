import { rmSync } from 'node:fs'
import { PoolTimeout, TaskTimer, type PoolBackend, type Task } from '../../jobs/index.ts'
import type { RunningTask, Shell, TaskCommand } from '../../lang/eval/index.ts'
import { TaskStarter } from '../../lang/eval/index.ts'
import type { Descriptor } from '../../os/index.ts'
import { decodeBytes } from '../../value/index.ts'
import { Admission } from './admission.ts'
import { CaptureFile, inputOf } from './capture.ts'
import { endBy, type Ending } from './ending.ts'
import { LineRelay } from './line-relay.ts'
import type { TaskInput } from './inputs.ts'
import { keepBytes } from './output-file.ts'
import type { Ask } from './pace.ts'
import type { TaskResult } from './report.ts'
import type { Template } from './template.ts'

/** How a command ended, and what it wrote. */
export type CommandResult = TaskResult

/** It ended with another status than 0. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
  readonly result: CommandResult

  constructor(result: CommandResult) {
    super(`exit status ${result.status}`)
    this.result = result
  }
}

export interface CommandOptions {
  readonly shell: Shell
  readonly size: number
  readonly template: Template
  readonly output: 'group' | 'line' | 'none'
  /** A line of a running task (--line-buffer). */
  line(text: string, stream: 'stdout' | 'stderr', input: TaskInput, slot: number): void
  /** Milliseconds between two starts. */
  readonly delayMs: number
  readonly nice: number | undefined
  readonly directory: string | undefined
  /** A task's piece of the input is in a file, whose name is its value (--cat). */
  readonly isFile: boolean
  /** Where that is. */
  readonly temporary: string | undefined
  /** Whether the machine allows another task. */
  readonly pace: Ask | undefined
  /** How a task that has to end is told (--term-seq). */
  readonly ending: Ending
}

interface Slot {
  readonly number: number
  task: Task | undefined
  /** It was told to end because there is no room for it. */
  isEnded: boolean
  running: RunningTask | undefined
  timer: TaskTimer | undefined
  stdout: CaptureFile | undefined
  stderr: CaptureFile | undefined
}

const longestTurnMs = 10

/** Commands as tasks of a pool: programs, or the shell's own language in forks. */
export class Commands implements PoolBackend {
  readonly kind = 'process'
  readonly size: number
  readonly pids: readonly number[] = []
  readonly #options: CommandOptions
  readonly #starter: TaskStarter
  readonly #stdin: Descriptor
  readonly #slots: Slot[] = []
  readonly #free: Slot[] = []
  #queue: Task[] = []
  #nextStart = 0
  #timer: NodeJS.Timeout | undefined
  #isEnded = false
  #isHeld = false
  readonly #admission: Admission | undefined

  constructor(options: CommandOptions) {
    this.#options = options
    this.size = options.size
    const { shell, nice, directory, template } = options
    this.#starter = new TaskStarter(shell, { nice, directory, exported: template.exported })
    this.#stdin = shell.host.open('/dev/null', 'read', 0, '/')
    this.#admission =
      options.pace &&
      new Admission(options.pace, { again: () => this.#turn(), endYoungest: () => this.#endYoungest() })
  }

  get window(): number {
    return this.size
  }

  run(task: Task): void {
    this.#queue.push(task)
    this.#turn()
  }

  cancel(task: Task): void {
    this.#queue = this.#queue.filter(one => one !== task)
    const slot = this.#slots.find(one => one.task === task)
    if (slot?.running !== undefined) this.#end(slot.running)
  }

  stop(): void {
    this.#isHeld = true
    this.#admission?.stop()
    for (const slot of this.#slots) {
      slot.timer?.pause()
      slot.running?.kill('STOP')
    }
  }

  continue(): void {
    this.#isHeld = false
    for (const slot of this.#slots) {
      slot.running?.kill('CONT')
      slot.timer?.resume()
    }
    this.#admission?.continue()
    this.#turn()
  }

  async close(): Promise<void> {
    this.#isEnded = true
    clearTimeout(this.#timer)
    this.#admission?.close()
    await Promise.all(this.#slots.map(async slot => slot.running?.ended))
    for (const slot of this.#slots) {
      slot.stdout?.close()
      slot.stderr?.close()
    }
    this.#stdin.close()
  }

  async terminate(): Promise<void> {
    this.#queue = []
    for (const slot of this.#slots) if (slot.running !== undefined) this.#end(slot.running)
    await this.close()
  }

  #end(running: RunningTask): void {
    endBy(this.#options.ending, running)
  }

  /** GNU parallel, --limit and --memfree: it counts as failed, and --retries tries it again. */
  #endYoungest(): void {
    const running = this.#slots.filter(slot => slot.task !== undefined && !slot.isEnded)
    const [youngest] = running.toSorted((a, b) => seqOf(b) - seqOf(a))
    if (youngest?.running === undefined) return
    youngest.isEnded = true
    this.#end(youngest.running)
  }

  #turn(): void {
    if (this.#isPausing || this.#givesWay()) return
    while (this.#queue.length > 0 && !this.#isEnded && !this.#isHeld) {
      const slot = this.#free.pop() ?? this.#newSlot()
      if (slot === undefined) return
      const wait = this.#wait()
      if (wait > 0) {
        this.#free.push(slot)
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined
          this.#turn()
        }, wait)
        return
      }
      if (this.#admission?.take() === false) return void this.#free.push(slot)
      if (this.#options.delayMs > 0) this.#nextStart = Date.now() + this.#options.delayMs
      const task = this.#queue.shift()
      if (task !== undefined) this.#start(slot, task)
    }
  }

  #isPausing = false
  #lastPause = performance.now()

  /** Tasks of the shell itself end in the turn in which they began: keys, timers and the display want theirs, too. */
  #givesWay(): boolean {
    if (performance.now() - this.#lastPause < longestTurnMs) return false
    this.#isPausing = true
    setImmediate(() => {
      this.#isPausing = false
      this.#lastPause = performance.now()
      this.#turn()
    })
    return true
  }

  /** Milliseconds until another may start. */
  #wait(): number {
    return this.#options.delayMs === 0 ? 0 : this.#nextStart - Date.now()
  }

  #newSlot(): Slot | undefined {
    if (this.#slots.length >= this.size) return undefined
    const { host } = this.#options.shell
    const captures = this.#options.output === 'group'
    const slot: Slot = {
      number: this.#slots.length + 1,
      task: undefined,
      isEnded: false,
      running: undefined,
      timer: undefined,
      stdout: captures ? new CaptureFile(host) : undefined,
      stderr: captures ? new CaptureFile(host) : undefined,
    }
    this.#slots.push(slot)
    return slot
  }

  #start(slot: Slot, task: Task): void {
    const { template, shell, temporary } = this.#options
    let input = task.args[0] as TaskInput
    let file: string | undefined
    slot.task = task
    slot.isEnded = false
    task.started(slot.number)
    const startedAt = Date.now()
    let command: TaskCommand
    try {
      if (this.#options.isFile && input.block !== undefined) {
        file = keepBytes(input.block, temporary)
        input = { ...input, values: [file] }
      }
      command = template.build({ ...input, slot: slot.number })
    } catch (error) {
      if (file !== undefined) rmSync(file, { force: true })
      this.#leave(slot)
      return task.reject(error)
    }
    const relay = this.#options.output === 'line' ? this.#relay(slot, input) : undefined
    const fed = input.feeder === undefined ? undefined : shell.host.pipe()
    const read =
      file === undefined && input.block !== undefined ? inputOf(shell.host, input.block) : undefined
    const own = fed?.read ?? input.open?.() ?? read
    const streams = {
      stdin: own ?? this.#stdin,
      stdout: slot.stdout?.descriptor ?? relay?.stdout ?? descriptorOf(shell, 1),
      stderr: slot.stderr?.descriptor ?? relay?.stderr ?? descriptorOf(shell, 2),
    }
    const running = this.#starter.start(command, streams)
    slot.running = running
    this.#admission?.watch()
    relay?.started()
    // It has them now, or what it forked has.
    let unfed: { readonly error: unknown } | undefined
    if (fed !== undefined)
      input.feeder?.feed(fed.write).catch((error: unknown) => {
        unfed = { error }
        this.#end(running)
      })
    own?.close()
    let timedOut = false
    if (task.timeout !== undefined) {
      const late = (): void => {
        timedOut = true
        this.#end(running)
      }
      slot.timer = new TaskTimer(task.timeout, late, this.#isHeld)
    }
    void running.ended.then(async ({ status, signal }) => {
      slot.timer?.clear()
      slot.timer = undefined
      await relay?.ended
      if (file !== undefined) rmSync(file, { force: true })
      const { isEnded } = slot
      const output = { stdout: slot.stdout?.take(), stderr: slot.stderr?.take() }
      this.#leave(slot)
      const result: CommandResult = {
        input,
        slot: slot.number,
        status: (timedOut || isEnded) && status === 0 ? 255 : status,
        wasEnded: timedOut || isEnded,
        signal,
        startedAt,
        endedAt: Date.now(),
        stdout: textOf(output.stdout),
        stderr: textOf(output.stderr),
      }
      if (unfed !== undefined) task.reject(unfed.error)
      else if (timedOut) task.reject(Object.assign(new PoolTimeout(task.timeout ?? 0), { result }))
      else if (result.status === 0) task.resolve(result)
      else task.reject(new CommandFailed(result))
      this.#turn()
    })
  }

  #relay(slot: Slot, input: TaskInput): LineRelay {
    return new LineRelay(this.#options.shell.host, (text, stream) =>
      this.#options.line(text, stream, input, slot.number),
    )
  }

  #leave(slot: Slot): void {
    slot.task = undefined
    slot.running = undefined
    this.#free.push(slot)
  }
}

function seqOf({ task }: Slot): number {
  return (task?.args[0] as TaskInput | undefined)?.seq ?? 0
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined || bytes.length === 0 ? '' : decodeBytes(bytes)
}

function descriptorOf(shell: Shell, fd: number): Descriptor {
  return shell.descriptors.get(fd) ?? shell.host.open('/dev/null', 'write', 0, '/')
}
