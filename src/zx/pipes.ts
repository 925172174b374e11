import { Duplex, Writable } from 'node:stream'
import { ShellChild } from './child.ts'
import type { ZxCore } from './configure.ts'
import { isJoined, watchOutput, wishPipe } from './join-pipes.ts'

/** What of a ProcessPromise the pipes touch; the names are zx's. */
export interface Piped extends PromiseLike<unknown> {
  readonly child: unknown
  break(exitCode?: number | null, signal?: string | null, cause?: unknown): void
  run(): Piped
  isRunning(): boolean
  kill(signal?: string | null): unknown
  _breakerData: Ended
  catch(rejected: (reason: Ended) => unknown): unknown
  _pipe(source: string, dest: unknown, ...args: unknown[]): unknown
}

interface Ended {
  readonly exitCode?: number | null
  readonly signal?: string | null
  readonly cause?: unknown
}

/** A writer that ended because nobody reads any more has done nothing wrong. */
const endedByPipe = ({ exitCode, signal }: Ended): boolean => signal === 'SIGPIPE' || exitCode === 141

interface Pipe {
  readonly left: Piped
  readonly right: Piped
}

/** Pipes between two commands are the kernel's where that can be; what a stream was given has arrived when it is awaited. */
export function patchPipes(ProcessPromise: ZxCore['ProcessPromise'], { Fail }: ZxCore): void {
  const prototype = ProcessPromise.prototype as unknown as Piped
  const original = { pipe: prototype._pipe, run: prototype.run }
  const destinations = (ProcessPromise as unknown as { bus: Bus }).bus.refs
  /** The pipes of a promise, whose processes may not have been made yet. */
  const pipes = new WeakMap<Piped, Pipe[]>()
  prototype._pipe = function (source, dest, ...args) {
    if (isJoined(this.child))
      throw new Fail(
        'the output went to another command, past this program: pipe to both before the command starts',
      )
    if (dest instanceof Writable) waitForFinish(dest)
    const result = original.pipe.call(this, source, dest, ...args)
    if (!(result instanceof ProcessPromise)) {
      watchOutput(this.child)
      return withThen(result as Thenable)
    }
    if (source !== 'stdout') {
      watchOutput(this.child)
      return result
    }
    const pipe = { left: this, right: result as unknown as Piped }
    for (const one of [pipe.left, pipe.right]) pipes.set(one, [...(pipes.get(one) ?? []), pipe])
    // zx leaves the failure of one that was halted to nobody.
    this.catch(({ exitCode, signal, cause }) => pipe.right.break(exitCode, signal, cause))
    connect(pipe, destinations)
    return result
  }
  prototype.run = function () {
    const result = original.run.call(this)
    for (const pipe of pipes.get(this) ?? []) connect(pipe, destinations)
    return result
  }
  prototype.break = function (exitCode, signal, cause) {
    if (!this.isRunning() || endedByPipe({ exitCode, signal })) return
    this._breakerData = { exitCode, signal, cause }
    // What was written before is on its way: the reader may come to its own end.
    setTimeout(() => {
      if (this.isRunning()) this.kill(signal)
    }, timeToEnd)
  }
}

/** Milliseconds that the reader of a failed command has for what it got; zx asks ps(1) first, which takes as long. */
export const timeToEnd = 20

/** Which promises are piped to which. */
interface Bus {
  readonly refs: ReadonlyMap<unknown, ReadonlySet<unknown>>
}

/** A kernel pipe if that can be; else the writer hears of it when its only reader has left. */
function connect({ left, right }: Pipe, destinations: Bus['refs']): void {
  const [writer, reader] = [left.child, right.child]
  if (!(writer instanceof ShellChild && reader instanceof ShellChild)) return
  if (wishPipe(writer, reader))
    reader.once('exit', () => {
      if ((destinations.get(left)?.size ?? 0) <= 1) writer.stdout?.destroy()
    })
}

/**
 * zx has a stream resolve when all is handed to it, or when it has finished. What only takes (a file) is waited for: its
 * reader would find it empty.
 */
function waitForFinish(stream: Writable): void {
  if (waited.has(stream) || stream instanceof Duplex) return
  waited.add(stream)
  const emit = stream.emit.bind(stream) as (event: string | symbol, ...args: unknown[]) => boolean
  stream.emit = (event: string | symbol, ...args: unknown[]) => {
    if (!isHandedOver(event)) return emit(event, ...args)
    // Whether it is ended now is told right after; standard output, for one, is not.
    queueMicrotask(() => {
      if (!stream.writableEnded && !stream.destroyed) emit(event, ...args)
    })
    return true
  }
}

const waited = new WeakSet<Writable>()

/** zx's name for it. */
const isHandedOver = (event: string | symbol): boolean =>
  typeof event === 'symbol' && event.description === 'end-piped-from'

type Thenable = object & PromiseLike<unknown>

/** zx's `then` of a stream that fails leaves a second rejection behind, which nobody can handle and which ends the process. */
function withThen(stream: Thenable): Thenable {
  const settled = () =>
    new Promise<unknown>((resolve, reject) => {
      stream.then(resolve, reject).then(undefined, () => {})
    })
  const then = (onValue?: (value: unknown) => unknown, onError?: (error: unknown) => unknown) =>
    settled().then(onValue, onError)
  return new Proxy(stream, {
    get: (target, key) => (key === 'then' ? then : (Reflect.get(target, key) as unknown)),
  })
}
