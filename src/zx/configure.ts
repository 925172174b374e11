import { execPath } from 'node:process'
import type * as zxModule from 'zx'
import type * as zxCore from 'zx/core'
import { descendantsOf, runTextSync, SystemError } from '../os/index.ts'
import { patchCaller } from './caller.ts'
import { ShellChild } from './child.ts'
import { patchInspect } from './inspect.ts'
import { patchPipes, timeToEnd, type Piped } from './pipes.ts'
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
      killTree(child, signal ?? defaults.killSignal ?? 'SIGTERM', context)
      return Promise.resolve()
    },
  }
  Object.assign(defaults, own)
  if (typeof defaults.shell !== 'string') setOwnShell(core)
  patchPipes(ProcessPromise, core)
  patchTimeout(ProcessPromise)
  patchCaller(core)
  patchInspect(core)
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

/** zx: a process and all that it started. Who they are is asked before the first ends: then they have another parent. */
function killTree(child: ShellChild, signal: NodeJS.Signals, { shell }: SpawnContext): void {
  const descendants = descendantsOf(child.pids)
  child.kill(signal)
  for (const pid of descendants) {
    try {
      shell.host.kill(pid, signal.replace(/^SIG/, ''))
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
    }
  }
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

/** A command that comes to its end just then has kept its time: zx asks ps(1) before it kills, which takes as long. */
function patchTimeout(ProcessPromise: ZxCore['ProcessPromise']): void {
  const prototype = ProcessPromise.prototype as unknown as Timed
  const original = prototype.timeout
  prototype.timeout = function (duration, signal) {
    const result = original.call(this, duration, signal)
    const { timeout, timeoutSignal } = this._snapshot
    if (this._timeoutId === undefined || !timeout) return result
    clearTimeout(this._timeoutId)
    const end = () => {
      if (this.isRunning()) this.kill(timeoutSignal)
    }
    this._timeoutId = setTimeout(end, Number(timeout) + timeToEnd)
    return result
  }
}

/** What of a ProcessPromise a timeout touches; the names are zx's. */
interface Timed {
  _timeoutId?: ReturnType<typeof setTimeout>
  readonly _snapshot: { readonly timeout?: unknown; readonly timeoutSignal?: string }
  timeout(duration?: unknown, signal?: string): unknown
  isRunning(): boolean
  kill(signal?: string): unknown
}
