import type { HistoryList, Shell } from '../lang/eval/index.ts'

/** An entry from before the list began. */
export interface EarlierLine {
  readonly text: string
  readonly startedAt: number
}

/** A history in memory: a script's own, which begins empty, or one that begins with the newest of `earlier` lines. */
export function createHistoryList(earlier?: (limit: number) => readonly EarlierLine[]): HistoryList {
  return new MemoryList(earlier)
}

/** Earlier lines are fetched when somebody looks at the list: a prompt need not wait for them. */
class MemoryList implements HistoryList {
  dropped = 0
  #entries: string[] = []
  #times: number[] = []
  #earlier: ((limit: number) => readonly EarlierLine[]) | undefined
  #size = Infinity

  constructor(earlier: ((limit: number) => readonly EarlierLine[]) | undefined) {
    this.#earlier = earlier
  }

  get entries(): readonly string[] {
    this.#fetch()
    return this.#entries
  }

  timeOf(index: number): number {
    this.#fetch()
    return this.#times[index] ?? 0
  }

  add(line: string, time = Date.now()): void {
    this.#entries.push(line)
    this.#times.push(time)
  }

  remove(index: number): void {
    this.#fetch()
    this.#entries.splice(index, 1)
    this.#times.splice(index, 1)
  }

  trim(size: number): void {
    const isNew = size !== this.#size
    this.#size = size
    const excess = this.#entries.length - size
    if (excess >= 0) this.#earlier = undefined
    if (excess > 0) this.#drop(excess, isNew)
  }

  clear(): void {
    this.#earlier = undefined
    this.dropped = 0
    this.#entries = []
    this.#times = []
  }

  /** A new size numbers them anew, from how many it drops (GNU History's stifle_history). */
  #drop(count: number, isNewSize: boolean): void {
    this.#entries.splice(0, count)
    this.#times.splice(0, count)
    this.dropped = isNewSize ? count - 1 : this.dropped + count
    markSaved(this, Math.max(0, (savedCounts.get(this) ?? 0) - count))
  }

  #fetch(): void {
    const lines = this.#earlier?.(this.#size - this.#entries.length) ?? []
    this.#earlier = undefined
    if (lines.length === 0) return
    this.#entries = [...lines.map(line => line.text), ...this.#entries]
    this.#times = [...lines.map(line => line.startedAt), ...this.#times]
  }
}

// How many of a list's lines are in a file already: `history -a` writes the rest.
const savedCounts = new WeakMap<HistoryList, number>()

export function savedCount(list: HistoryList): number {
  return Math.min(savedCounts.get(list) ?? 0, list.entries.length)
}

export function markSaved(list: HistoryList, count: number): void {
  savedCounts.set(list, count)
}

/** Records a line in place of the command that is running, where lines are recorded. */
export function replaceRunning(shell: Shell, line: string): void {
  if (recordsLines(shell)) shell.session.history.remove(shell.session.history.entries.length - 1)
  shell.session.history.add(line)
}

/** The running command is in the list itself. */
export function recordsLines(shell: Shell): boolean {
  return shell.options.get('history') || shell.session.interactive
}
