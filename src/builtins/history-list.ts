import type { HistoryList, Shell } from '../lang/eval/index.ts'

/** A history in memory: a script's own, which begins empty. */
export function createHistoryList(): HistoryList {
  const entries: string[] = []
  const times: number[] = []
  return {
    entries,
    timeOf: index => times[index] ?? 0,
    add(line, time = Date.now()) {
      entries.push(line)
      times.push(time)
    },
    remove(index) {
      entries.splice(index, 1)
      times.splice(index, 1)
    },
    clear() {
      entries.splice(0)
      times.splice(0)
    },
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

/** HISTSIZE bounds the list (bash manual, Bash History Facilities). */
export function trimToSize(shell: Shell): void {
  const size = shell.variables.get('HISTSIZE')
  const { history } = shell.session
  if (size === undefined || !/^\d+$/.test(size)) return
  const excess = history.entries.length - Number(size)
  if (excess <= 0) return
  for (let i = 0; i < excess; i++) history.remove(0)
  markSaved(history, Math.max(0, savedCount(history) - excess))
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
