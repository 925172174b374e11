import type { Shell } from '../lang/eval/index.ts'
import { guardProcess, InputGuard, pinGlobals, watchInterrupts, type InterruptWatch } from '../os/index.ts'
import { decodeBytes } from '../value/index.ts'

export interface SessionGuardOptions {
  readonly shell: Shell
  /** Ctrl-C, told at the next turn of the event loop. */
  onInterrupt(): void
  /** A callback of the user's threw, or a rejection was left. */
  onError(error: unknown): void
  /** `process.exit(status)` was called. */
  onExit(status: number): void
  /** What comes while no line runs: the prompt is there. */
  notify(text: string): void
}

export interface SessionGuard {
  readonly watch: InterruptWatch
  readonly input: InputGuard
}

/** What an interactive session needs once the user's TypeScript runs in its process: Ctrl-C stops it, its faults do not end it. */
export function guardSession(options: SessionGuardOptions): SessionGuard {
  const watch = watchInterrupts({ onInterrupt: () => options.onInterrupt() })
  pinGlobals()
  guardProcess({
    onError: error => options.onError(error),
    onExit: status => options.onExit(status),
    onChdir: directory => {
      if (options.shell.cwd !== directory) options.shell.changeDirectory(directory)
    },
    callback: run => watch.callback(run),
    takeWrite: (_fd, bytes) => {
      if (options.shell.session.interrupt !== undefined) return false
      options.notify(decodeBytes(bytes))
      return true
    },
  })
  return { watch, input: new InputGuard() }
}
