/** Cells of the memory that the main thread and its watcher share. */
export const cells = {
  /** Evaluations under way: then code that does not answer may be terminated. */
  evaluating: 0,
  /** User callbacks running right now where termination is safe. */
  callbacks: 1,
  /** The last interrupt that the main thread answered. */
  answered: 2,
  /** The last interrupt it was told of. */
  asked: 5,
  /** Set once the watcher listens. */
  armed: 3,
  /** Something that must not be left half done: not ended meanwhile. */
  whole: 6,
  /** 1 ends the watcher. */
  closed: 4,
  /** The watcher sleeps on it; a change wakes it. */
  woken: 7,
  /** Set while it sleeps until it is woken; else it looks once a second whether the terminal is still there. */
  asleep: 8,
} as const

export interface WatcherData {
  readonly shared: SharedArrayBuffer
  readonly cells: typeof cells
  /** How long the main thread may compute without answering before it counts as busy. Waiting for a CPU is not counted. */
  readonly patienceMs: number
  /** How long after it was stopped, or where it neither computes nor answers. */
  readonly longestMs: number
  /** Two interrupts that it does not answer within this time end the process. */
  readonly endWithinMs: number
  readonly notice: string
}

/** How often the watcher looks for the terminal while code of the user's runs. */
export const lookMs = 1000

/**
 * The watcher's program. `vm`'s breakOnSigint is Node's one way to hear SIGINT while the main thread runs JavaScript: a
 * signal ends the inner script, the outer one keeps the signal handler installed meanwhile.
 *
 * The terminal's hang-up is a signal that a busy main thread does not hear: what keeps it busy is then ended, so that no
 * shell without a window computes for ever.
 */
export const workerCode = `
const { workerData, parentPort } = require('node:worker_threads')
const vm = require('node:vm')
const { Session } = require('node:inspector')
const { spawnSync } = require('node:child_process')
const { readFileSync, writeSync } = require('node:fs')
const { isatty } = require('node:tty')
const { cells, patienceMs, longestMs, endWithinMs, notice } = workerData
const state = new Int32Array(workerData.shared)
globalThis.nacreState = state
globalThis.nacreClosed = cells.closed
const hasTerminal = isatty(0)
const sleep = new vm.Script('Atomics.store(nacreState, ' + cells.armed + ', 1); Atomics.notify(nacreState, ' + cells.armed + '); Atomics.wait(nacreState, ' + cells.woken + ', nacreSeen, nacreMost)')
const keep = new vm.Script('while (Atomics.load(nacreState, nacreClosed) === 0) nacreSleep()')
let count = 0
let ignoredAt = -Infinity

globalThis.nacreSleep = () => {
  globalThis.nacreSeen = Atomics.load(state, cells.woken)
  const busy = isBusy()
  if (busy && hasTerminal && !isatty(0)) hungUp()
  globalThis.nacreMost = busy ? ${lookMs} : Infinity
  Atomics.store(state, cells.asleep, busy ? 0 : 1)
  // What began meanwhile has woken nobody.
  if (!busy && isBusy()) return
  try {
    sleep.runInThisContext({ breakOnSigint: true })
    return
  } catch (error) {
    if (error.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error
  }
  interrupted()
}

function isBusy() {
  return Atomics.load(state, cells.evaluating) > 0 || Atomics.load(state, cells.callbacks) > 0
}

function hungUp() {
  const number = ++count
  Atomics.store(state, cells.asked, number)
  parentPort.postMessage({ number, isHangUp: true })
  if (reaction(number, patienceMs) === 'busy' && Atomics.load(state, cells.whole) === 0 && isBusy()) terminate()
}

function interrupted() {
  const now = performance.now()
  const number = ++count
  Atomics.store(state, cells.asked, number)
  parentPort.postMessage({ number, isHangUp: false })
  let answer = reaction(number, patienceMs)
  while (answer === 'busy' && Atomics.load(state, cells.whole) > 0) answer = reaction(number, patienceMs)
  if (answer === 'busy' && isBusy()) {
    terminate()
    answer = reaction(number, longestMs)
  }
  if (answer === 'answered') return
  if (now - ignoredAt < endWithinMs) end()
  ignoredAt = performance.now()
  try { writeSync(2, notice) } catch {}
}

// What the main thread does after an interrupt. One that only waits for a CPU must not be stopped: it would be stopped
// in the shell's own code that answers.
function reaction(number, mostMs) {
  const start = performance.now()
  const computed = mainThreadMs()
  for (;;) {
    const answered = Atomics.load(state, cells.answered)
    if (answered >= number) return 'answered'
    if (mainThreadMs() - computed >= mostMs) return 'busy'
    if (performance.now() - start >= Math.max(mostMs, longestMs)) return 'stuck'
    Atomics.wait(state, cells.answered, answered, 5)
  }
}

// How long the main thread has computed: Linux knows it of each thread, elsewhere the process counts.
function mainThreadMs() {
  try {
    return Number(readFileSync('/proc/self/task/' + process.pid + '/schedstat', 'latin1').split(' ')[0]) / 1e6
  } catch {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e3
  }
}

function terminate() {
  const session = new Session()
  session.connectToMainThread()
  session.post('Runtime.terminateExecution')
  // The callback it ends does not get to say that it has ended.
  Atomics.store(state, cells.callbacks, 0)
  session.disconnect()
}

function end() {
  if (isatty(2)) {
    try { writeSync(2, '\\x1b[?25h\\x1b[?2004l\\x1b[0m\\r\\n') } catch {}
    spawnSync('stty', ['sane'], { stdio: [2, 'ignore', 'ignore'] })
  }
  process.kill(process.pid, 'SIGKILL')
}

setImmediate(() => {
  while (Atomics.load(state, cells.closed) === 0) {
    try {
      keep.runInThisContext({ breakOnSigint: true })
    } catch (error) {
      if (error.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error
      interrupted()
    }
  }
})
`
