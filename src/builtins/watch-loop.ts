import { makeSource } from '../diag/index.ts'
import { startText, type Shell, type StartedText } from '../lang/eval/index.ts'
import type { FileChange, FileWatch } from '../os/index.ts'
import { lendWhenAsked } from './watch-terminal.ts'

export interface WatchLoopOptions {
  /** The command line that is run. */
  readonly text: string
  /** Opens the watch: again before each run, where what is watched may have changed. */
  open(signal: AbortSignal): FileWatch
  /** The first run waits for a change. */
  readonly postpone?: boolean
  /** Hears that the first change is waited for. */
  onWait?(): void
  /** Hears why a run begins; nothing for the first. */
  onRun(changes: readonly FileChange[]): void
  /** Hears how a run ended that was not stopped by a change. */
  onEnd(status: number): void
}

/** From TERM to KILL. */
const graceMs = 2000

const leaving = ['INT', 'TERM', 'HUP'] as const

/**
 * Runs a command line as a job, again whenever something changes: what still runs is ended first. Ends with Ctrl-C or a
 * signal that would end the shell, and gives that signal's status.
 */
export async function watchLoop(shell: Shell, options: WatchLoopOptions): Promise<number> {
  const controller = new AbortController()
  let status = 130
  const leave = (): void => controller.abort()
  const numbers = new Map([...shell.host.signals].map(([number, name]) => [name, number]))
  const listeners = leaving.map(name =>
    shell.host.onSignal(name, () => {
      status = 128 + (numbers.get(name) ?? 2)
      leave()
    }),
  )
  const running = runUntil(controller.signal, leave, shell, options)
  // Ctrl-C gives the line up at once; the prompt comes when the last run is over.
  const interrupted = (): void => {
    leave()
    void shell.jobs.lend(running)
  }
  const { interruption } = shell.session
  interruption?.addEventListener('abort', interrupted)
  try {
    await running
  } finally {
    interruption?.removeEventListener('abort', interrupted)
    for (const stop of listeners) stop()
  }
  return status
}

async function runUntil(
  signal: AbortSignal,
  leave: () => void,
  shell: Shell,
  options: WatchLoopOptions,
): Promise<void> {
  let changes: readonly FileChange[] | undefined
  let isFirst = true
  while (!signal.aborted) {
    const watch = options.open(signal)
    await watch.ready
    let running: StartedText | undefined
    try {
      if (!isFirst || options.postpone !== true) {
        options.onRun(changes ?? [])
        running = start(shell, options, leave)
      } else options.onWait?.()
      isFirst = false
      changes = await watch.next()
    } finally {
      if (running !== undefined) await end(running)
      await watch.close()
    }
    if (changes === undefined) return
  }
}

function start(shell: Shell, { text, onEnd }: WatchLoopOptions, leave: () => void): StartedText {
  const started = startText(shell, makeSource('watch', text), { descriptors: new Map(), isJob: true })
  const isLent = lendWhenAsked(shell, started.job, leave)
  void Promise.resolve(started.status).then(status => {
    const isInterrupted = isLent() && started.job.signalName === 'INT'
    if (!stopped.has(started) && !isInterrupted) onEnd(status)
  })
  return started
}

/** Runs that a change or the end of the watch stopped: their ends are no news. */
const stopped = new WeakSet<StartedText>()

async function end(running: StartedText): Promise<void> {
  stopped.add(running)
  running.kill('TERM')
  // What is stopped acts upon it only once it goes on.
  if (running.job.state === 'stopped') running.job.cont()
  const patience = setTimeout(() => running.kill('KILL'), graceMs)
  await Promise.resolve(running.status).catch(() => 1)
  clearTimeout(patience)
}
