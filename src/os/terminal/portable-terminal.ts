import type { TerminalControl } from '../host/host.ts'

/** The terminal as node knows it: raw or not. There are no process groups to give it to. */
export function portableTerminal(): TerminalControl | undefined {
  if (!process.stdin.isTTY) return undefined
  const { stdin, stdout } = process
  return {
    claim: () => {},
    give: () => {},
    take: () => {},
    saveModes: () => stdin.isRaw,
    restoreModes: modes => void stdin.setRawMode(modes === true),
    areCooked: modes => modes !== true,
    setEditModes: () => void stdin.setRawMode(true),
    setModes: ({ echo, canonical }) => void stdin.setRawMode(!echo || !canonical),
    size: () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }),
  }
}
