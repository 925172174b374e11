import type { ImportedLine } from '../history.ts'

/**
 * bash's history file: a line an entry; with HISTTIMEFORMAT each has a comment with its time before it, and then an entry
 * may be several lines (bash manual, Bash History Facilities).
 */
export function readBashHistory(text: string): ImportedLine[] {
  const entries: ImportedLine[] = []
  let startedAt: number | undefined
  let lines: string[] = []
  const hasTimes = /^#\d+$/m.test(text)
  const close = (): void => {
    if (lines.length > 0) entries.push({ text: lines.join('\n'), startedAt })
    lines = []
  }
  for (const line of text.split('\n')) {
    const stamp = /^#(\d+)$/.exec(line)
    if (stamp !== null || !hasTimes || startedAt === undefined) close()
    if (stamp !== null) startedAt = Number(stamp[1]) * 1000
    else lines.push(line)
  }
  while (lines.at(-1) === '') lines.pop()
  close()
  return entries.filter(entry => entry.text.trim() !== '')
}
