import type { ImportedLine } from '../history.ts'

/** fish's history file: much like YAML, `- cmd: line` with `when:` below it; a newline is `\n`, a backslash `\\`. */
export function readFishHistory(text: string): ImportedLine[] {
  const entries: { text: string; startedAt?: number }[] = []
  for (const line of text.split('\n')) {
    const command = /^- cmd: ?(.*)$/s.exec(line)?.[1]
    if (command !== undefined) entries.push({ text: unescape(command) })
    const when = /^\s+when: (\d+)/.exec(line)?.[1]
    const last = entries.at(-1)
    if (when !== undefined && last !== undefined) last.startedAt = Number(when) * 1000
  }
  return entries.filter(entry => entry.text.trim() !== '')
}

function unescape(text: string): string {
  return text.replace(/\\([n\\])/g, (_, character: string) => (character === 'n' ? '\n' : '\\'))
}
