import { execPath } from 'node:process'
import type * as zxModule from 'zx'
import type * as zxCore from 'zx/core'
import { runTextSync } from '../os/index.ts'
import { ShellChild } from './child.ts'
import { isJoined, watchOutput, wishPipe } from './join-pipes.ts'
import { ownText, spawnText, type SpawnContext, type SpawnOptions } from './spawn.ts'

/** The npm package. */
export type Zx = typeof zxModule

/** The part of a zx that runs commands: its `core` module, whichever copy of it. */
export type ZxCore = typeof zxCore

/** Puts our engine behind a copy of zx: what its `$` is given runs as our command language. */
export function configureZx(core: ZxCore, context: SpawnContext): void {
  const { defaults, ProcessPromise } = core
  const running = new Map<number, ShellChild>()
  const spawn = (text: string, _args: unknown, options: SpawnOptions) => spawnText(text, options, context)
  const before = defaults.kill
  const own: Partial<Record<keyof typeof defaults, unknown>> = {
    spawn,
    spawnSync: (text: string, _args: unknown, options: SpawnOptions) =>
      runTextSync([execPath, commandFile(), '--sh', '-c', ownText(text, options.shell)], {
        ...(options as object),
        cwd: context.directory(options.cwd?.toString()),
      }),
    kill: (pid: number, signal?: NodeJS.Signals) => {
      const child = running.get(Number(pid))
      if (child === undefined) return before(pid, signal)
      child.kill(signal ?? defaults.killSignal ?? 'SIGTERM')
      return Promise.resolve()
    },
  }
  Object.assign(defaults, own)
  if (typeof defaults.shell !== 'string') setOwnShell(core)
  patchPipes(ProcessPromise, core)
  rememberPids(ProcessPromise, running)
}

/** zx found no bash on this machine: its `$` does without. */
function setOwnShell({ defaults, quote }: ZxCore): void {
  Object.assign(defaults, {
    shell: 'nacre',
    prefix: defaults.prefix ?? 'set -euo pipefail;',
    postfix: defaults.postfix ?? '',
    quote: defaults.quote ?? quote,
  })
}

/** The command line of nacre: from dist/ and from src/ alike. */
function commandFile(): string {
  return new URL('../bin/nacre.js', import.meta.url.replace(/\/src\/zx\//, '/dist/')).pathname
}

/** zx kills by pid: a text of ours is more than the one process, so it is ended as a whole. */
function rememberPids(ProcessPromise: ZxCore['ProcessPromise'], running: Map<number, ShellChild>): void {
  const own = Object.getOwnPropertyDescriptor(ProcessPromise.prototype, 'pid')
  void Object.defineProperty(ProcessPromise.prototype, 'pid', {
    ...own,
    get(this: Piped) {
      const child = this.child as { readonly pid?: number } | undefined
      const pid = child?.pid
      if (pid !== undefined && child instanceof ShellChild && !child.isOver && !running.has(pid)) {
        running.set(pid, child)
        child.once('exit', () => running.delete(pid))
      }
      return pid
    },
  })
}

// ---------------------------------------------------------------- pipes

/** What of a ProcessPromise the pipes touch; the names are zx's. */
interface Piped extends PromiseLike<unknown> {
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

function patchPipes(ProcessPromise: ZxCore['ProcessPromise'], { Fail }: ZxCore): void {
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
    const result = original.pipe.call(this, source, dest, ...args)
    if (!(result instanceof ProcessPromise) || source !== 'stdout') {
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
const timeToEnd = 20

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
