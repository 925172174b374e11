import { patternFromText } from '../expand/index.ts'
import type { Shell } from './shell.ts'

/**
 * Adds a line to the history list as HISTCONTROL and HISTIGNORE want it (bash manual, Bash Variables). False if they keep it
 * out.
 */
export function addToHistory(shell: Shell, line: string): boolean {
  const { history } = shell.session
  const control = historyControl(shell)
  if (control.has('ignorespace') && line.startsWith(' ')) return false
  if (control.has('ignoredups') && line === history.entries.at(-1)) return false
  if (isIgnored(shell, line)) return false
  if (control.has('erasedups'))
    for (let index = history.entries.length - 1; index >= 0; index--)
      if (history.entries[index] === line) history.remove(index)
  history.add(line)
  trimToSize(shell)
  return true
}

/** The number of the newest entry. */
export function numberOfLast({ session: { history } }: Shell): number {
  return history.dropped + history.entries.length
}

/** HISTSIZE bounds the list (bash manual, Bash Variables): unset, empty or negative it does not. */
export function trimToSize(shell: Shell): void {
  const size = shell.variables.get('HISTSIZE') ?? ''
  shell.session.history.trim(/^\d+$/.test(size) ? Number(size) : Infinity)
}

/** What HISTCONTROL asks for; `ignoreboth` is two of them. */
export function historyControl(shell: Shell): ReadonlySet<string> {
  const words = (shell.variables.get('HISTCONTROL') ?? '').split(':')
  return new Set(words.flatMap(word => (word === 'ignoreboth' ? ['ignorespace', 'ignoredups'] : [word])))
}

/** A pattern of HISTIGNORE is the whole line; `&` in it is the line before. */
function isIgnored(shell: Shell, line: string): boolean {
  const patterns = shell.variables.get('HISTIGNORE')
  if (patterns === undefined || patterns === '') return false
  const before = patterns.includes('&') ? shell.session.history.entries.at(-1) : undefined
  const quoted = (before ?? '').replace(/[*?[\]\\]/g, '\\$&')
  return patterns.split(/(?<!\\):/).some(pattern => {
    const wanted = pattern.replace(/\\&|&/g, found => (found === '&' ? quoted : '&'))
    return wanted !== '' && patternFromText(wanted, { extglob: true }).matches(line)
  })
}
