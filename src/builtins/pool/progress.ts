import { fstatSync } from 'node:fs'
import type { OutPort, Ports, ProgressScreen, Shell } from '../../lang/eval/index.ts'
import { formatDuration, type MaybePromise } from '../../value/index.ts'
import type { PoolCommandOptions } from './options.ts'

interface Counts {
  readonly done: number
  readonly failed: number
  readonly total: number | undefined
}

/** Who shows how far a run is. */
export interface Progress {
  started(worker: number, what: string): void
  /** `failure`: what there is to say of it. */
  ended(worker: number, failure?: string): void
  /** What is counted, from now on. */
  follow(counts: Counts): void
  /** Writes to the terminal, above what is shown. False where the stream does not lead there. */
  print(text: string, stream: 'stdout' | 'stderr'): boolean
  /** Nothing is shown until `resume`: another has the terminal. */
  pause(): void
  resume(): void
  /** The run stands: the time is not counted. */
  stopped(): void
  continued(): void
  /** The run is over: what remains on the screen is one line. */
  finish(): MaybePromise<void>
}

/** A run that is over sooner shows nothing. */
const openMs = 250
const redrawMs = 100
const shownFailures = 3

/**
 * On a terminal a person sees how far it is; elsewhere there is nothing but results. Not where another program gets the
 * results through a pipe, which may want the screen: there it is asked for (--bar).
 */
export function makeProgress(
  options: PoolCommandOptions,
  ports: Ports,
  shell: Shell,
  isForeground: boolean,
): Progress | undefined {
  const { session } = shell
  if (!ports.err.isTerminal || !isForeground || options.output === 'none') return undefined
  if (!options.progress && !(session.interactive && !leadsToPipe(shell))) return undefined
  // One is enough: of two stages of a pipeline the first one shows.
  if (shown.has(session)) return undefined
  const place: Place = {
    take: () => !shown.has(session) && shown.add(session) === shown,
    leave: () => void shown.delete(session),
  }
  // One that cannot move its cursor gets the last line only.
  const open = shell.variables.get('TERM') === 'dumb' ? undefined : session.openProgress
  return new TerminalProgress(ports, open, place)
}

const shown = new WeakSet<Shell['session']>()

/** The foot of the terminal, which only one run can have. */
interface Place {
  take(): boolean
  leave(): void
}

function leadsToPipe(shell: Shell): boolean {
  const output = shell.descriptors.get(1)
  if (output === undefined || output.isTerminal) return false
  if (output.fd === undefined) return true
  const stats = fstatSync(output.fd)
  return stats.isFIFO() || stats.isSocket()
}

/** Bar, counts, rate, time left, workers and failures at the foot of a terminal. */
export class TerminalProgress implements Progress {
  readonly #ports: Ports
  readonly #open: (() => Promise<ProgressScreen>) | undefined
  readonly #place: Place
  #hasPlace: boolean
  /** Later by the time in which the run stood. */
  #startedAt = Date.now()
  #stoppedAt: number | undefined
  readonly #workers = new Map<number, { readonly what: string; readonly startedAt: number }>()
  readonly #failures: string[] = []
  #counts: Counts = { done: 0, failed: 0, total: undefined }
  #screen: ProgressScreen | undefined
  #timer: NodeJS.Timeout | undefined
  #text = ''
  #isPaused = false
  #closing: Promise<void> | undefined

  constructor(ports: Ports, open: (() => Promise<ProgressScreen>) | undefined, place: Place) {
    this.#ports = ports
    this.#open = open
    this.#place = place
    this.#hasPlace = place.take()
    if (this.#hasPlace && open !== undefined) this.#timer = setTimeout(() => void this.#show(open), openMs)
  }

  started(worker: number, what: string): void {
    this.#workers.set(worker, { what, startedAt: Date.now() })
  }

  ended(worker: number, failure?: string): void {
    this.#workers.delete(worker)
    if (failure === undefined) return
    this.#failures.push(failure)
    if (this.#failures.length > shownFailures) this.#failures.shift()
  }

  follow(counts: Counts): void {
    this.#counts = counts
  }

  print(text: string, stream: 'stdout' | 'stderr'): boolean {
    if (!this.#portOf(stream).isTerminal) return false
    this.#text += text
    // Before there is something to draw it stands where it would stand without.
    if (this.#screen === undefined) this.#flush()
    return true
  }

  pause(): void {
    this.#isPaused = true
    this.#hide()
    this.#leave()
  }

  resume(): void {
    this.#isPaused = false
    this.#hasPlace ||= this.#place.take()
    if (this.#hasPlace && this.#open !== undefined && this.#timer === undefined) void this.#show(this.#open)
  }

  stopped(): void {
    this.#stoppedAt ??= Date.now()
  }

  continued(): void {
    if (this.#stoppedAt === undefined) return
    const ms = Date.now() - this.#stoppedAt
    this.#stoppedAt = undefined
    this.#startedAt += ms
    for (const [number, worker] of this.#workers)
      this.#workers.set(number, { ...worker, startedAt: worker.startedAt + ms })
  }

  finish(): MaybePromise<void> {
    this.#hide()
    this.#leave()
    return this.#closing === undefined ? this.#conclude() : this.#closing.then(() => this.#conclude())
  }

  #leave(): void {
    if (this.#hasPlace) this.#place.leave()
    this.#hasPlace = false
  }

  #conclude(): MaybePromise<void> {
    // Gone behind the prompt: the notice of the job's end says it.
    if (this.#isPaused) return undefined
    const { done, failed, total } = this.#counts
    const took = formatDuration(Date.now() - this.#startedAt)
    const of = total === undefined || total === done ? '' : ` of ${total}`
    return this.#ports.err.line(`pool: ${done}${of} done${failed > 0 ? `, ${failed} failed` : ''} in ${took}`)
  }

  async #show(open: () => Promise<ProgressScreen>): Promise<void> {
    const timer = setInterval(() => this.#draw(), redrawMs)
    clearTimeout(this.#timer)
    this.#timer = timer
    await this.#closing
    const screen = await open()
    if (this.#timer !== timer) return await screen.close('')
    this.#screen = screen
    this.#draw()
  }

  /** Unfinished lines wait for their ends. */
  #draw(): void {
    if (this.#screen === undefined) return
    const end = this.#text.lastIndexOf('\n') + 1
    const above = this.#text.slice(0, end)
    this.#text = this.#text.slice(end)
    const now = Date.now()
    const workers = [...this.#workers]
      .toSorted(([a], [b]) => a - b)
      .map(([number, { what, startedAt }]) => ({ number, what, ms: now - startedAt }))
    const { done, failed, total } = this.#counts
    const ms = now - this.#startedAt
    this.#screen.draw({ done, failed, total, ms, workers, failures: this.#failures }, above)
  }

  #hide(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const screen = this.#screen
    this.#screen = undefined
    if (screen === undefined) return this.#flush()
    this.#closing = screen.close(this.#text)
    this.#text = ''
  }

  #flush(): void {
    const text = this.#text
    this.#text = ''
    if (text !== '') void this.#ports.err.write(text)
  }

  #portOf(stream: 'stdout' | 'stderr'): OutPort {
    return stream === 'stdout' ? this.#ports.out : this.#ports.err
  }
}
