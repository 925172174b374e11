import type { Environment } from './environment.ts'
import type { FatalSignals } from './fatal-signals.ts'
import type { Line } from './line.ts'

/** How long the evaluator may keep the event loop from turning. */
const turnMs = 10

/** What the main shell and its forks share besides the session: the evaluator's own bookkeeping. */
export class Runtime {
  /** Forks and substitutions that run beside the one that is looked at: then nobody may block the thread. */
  active = 0
  /** The positional parameters the shell was started with: BASH_ARGV ends with them. */
  args: readonly string[] = []
  /** Background forks, which the process must outlive. */
  readonly background = new Set<Promise<unknown>>()
  /** Nested functions, sources, evals and substitutions on the JavaScript stack since it was last unwound. */
  nesting = 0
  /** For RANDOM: forks go on from a seed of their own. */
  readonly main: { shell: Environment | undefined } = { shell: undefined }
  /** What the prompt runs now, if it can be left behind. */
  line: Line | undefined
  /** Foreground programs that are waited for; Ctrl-C meanwhile is theirs first. */
  waiting = 0
  /** Ctrl-C came while one was waited for. */
  wasInterrupted = false
  /** Ctrl-C is answered together with the program it met. */
  cooperates = false
  /** What signals that end the process do first. */
  fatal: FatalSignals | undefined
  #ticks = 0
  #turnAt = now()

  /** Time to give the event loop a turn? Asked at every iteration of a loop, so it rarely looks at the clock. */
  due(): boolean {
    if ((++this.#ticks & 127) !== 0) return false
    return now() - this.#turnAt >= turnMs
  }

  /** Lets the event loop turn: signals, timers, other forks. */
  async turn(): Promise<void> {
    await new Promise<void>(resolve => setImmediate(resolve))
    this.#turnAt = now()
  }
}

/** Milliseconds of a clock that only rises. `performance` would load five of Node's modules at the start. */
function now(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}
