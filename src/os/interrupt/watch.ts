import { cells, workerCode, type WatcherData } from './worker-code.ts'

export interface WatchOptions {
  /** Ctrl-C arrived (SIGINT), told at the next turn of the event loop. */
  onInterrupt(): void
  /** Said when code that cannot be stopped keeps the thread. */
  readonly notice?: string
  readonly patienceMs?: number
}

/** Hears SIGINT while JavaScript keeps this thread busy, and stops that JavaScript. */
export interface InterruptWatch {
  /** Between these, an interrupt that this thread does not answer terminates the JavaScript that runs. */
  enter(): void
  leave(): void
  /** Tells that an evaluation ended by being terminated: that was the answer to the interrupt. */
  terminated(): void
  /** Runs a callback of the user's, from a microtask: there it can be terminated (in a timer's own turn Node aborts). */
  callback(run: () => void): void
  /** Runs what must not be left half done, as the loading of a module: it is not ended meanwhile. */
  whole<T>(run: () => T): T
  readonly armed: Promise<void>
  close(): Promise<void>
}

const notice = '\nnacre: a callback keeps the shell busy; Ctrl-C again ends the shell\n'

/**
 * Starts the watcher: a thread that owns SIGINT from now on. It tells this thread, which passes the signal on to its own
 * listeners; if it does not answer and an evaluation runs, V8 is told to terminate it (the scope survives). If nothing
 * can be stopped, a second interrupt within two seconds restores the terminal and ends the process.
 */
export function watchInterrupts(options: WatchOptions): InterruptWatch {
  const shared = new SharedArrayBuffer(64)
  const state = new Int32Array(shared)
  const workerData: WatcherData = {
    shared,
    cells,
    patienceMs: options.patienceMs ?? 60,
    longestMs: 2000,
    endWithinMs: 2000,
    notice: options.notice ?? notice,
  }
  // Loaded here: with it comes the half of node that a simple command does without.
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  // While somebody listens libuv leaves the signal's handler alone; else it would take it back from the watcher.
  process.on('SIGINT', ignore)
  const worker = new Worker(workerCode, { eval: true, workerData, execArgv: [], stdin: false })
  worker.on('message', ({ number, isHangUp }: { number: number; isHangUp: boolean }) => {
    // The hang-up's own signal comes to this thread.
    if (!answer(state, number) || isHangUp) return
    // The watcher took the signal from libuv: who listens to it here is told by us.
    process.emit('SIGINT', 'SIGINT')
    options.onInterrupt()
  })
  const armed = untilSet(state, cells.armed)
  let isClosed = false
  const release = () => {
    if (Atomics.load(state, cells.evaluating) === 0 && !isClosed) worker.unref()
  }
  void armed.then(release)
  return {
    enter: () => {
      // An evaluation may wait for what keeps no event loop alive; the session must outlive it.
      if (Atomics.add(state, cells.evaluating, 1) === 0 && !isClosed) worker.ref()
      wake(state)
    },
    leave: () => {
      Atomics.sub(state, cells.evaluating, 1)
      release()
    },
    terminated: () => void answer(state, Atomics.load(state, cells.asked)),
    callback: run => queueMicrotask(() => runCallback(state, run)),
    whole: run => {
      Atomics.add(state, cells.whole, 1)
      try {
        return run()
      } finally {
        Atomics.sub(state, cells.whole, 1)
      }
    },
    armed,
    close: async () => {
      isClosed = true
      process.off('SIGINT', ignore)
      Atomics.store(state, cells.closed, 1)
      Atomics.store(state, cells.asleep, 1)
      wake(state)
      await worker.terminate()
    },
  }
}

function ignore(): void {}

/** False if that interrupt was answered before. */
function answer(state: Int32Array, number: number): boolean {
  if (Atomics.load(state, cells.answered) >= number) return false
  Atomics.store(state, cells.answered, number)
  Atomics.notify(state, cells.answered)
  return true
}

/** The watcher is to look after the terminal while something runs. */
function wake(state: Int32Array): void {
  if (Atomics.load(state, cells.asleep) === 0) return
  Atomics.add(state, cells.woken, 1)
  Atomics.notify(state, cells.woken)
}

function runCallback(state: Int32Array, run: () => void): void {
  Atomics.store(state, cells.callbacks, 1)
  wake(state)
  try {
    run()
  } finally {
    Atomics.store(state, cells.callbacks, 0)
  }
}

async function untilSet(state: Int32Array, cell: number): Promise<void> {
  const waiting = Atomics.waitAsync(state as Int32Array<SharedArrayBuffer>, cell, 0)
  if (waiting.async) await waiting.value
}
