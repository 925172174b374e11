import type { Environment } from './environment.ts'
import { addToHistory } from './history-control.ts'

/** A complete command as a script with `set -o history` remembers it, before it runs (bash manual, Bash History Facilities). */
export function remember(shell: Environment, text: string): void {
  if (shell.session.interactive || shell.texts > 1 || text.trim() === '') return
  addToHistory(shell, oneLine(text.replace(/^\n+|\n+$/g, ''), shell))
}

/** cmdhist: the lines of a command become one, as far as a `;` or a blank can stand for their ends. */
function oneLine(text: string, shell: Environment): string {
  if (!text.includes('\n') || !shell.options.get('cmdhist')) return text
  const lines = text.replace(/\\\n/g, '').split('\n')
  // In quotes, here-documents and after comments a newline stays one.
  if (/<<|(?:^|\s)#/m.test(text) || lines.some(hasOpenQuote)) return text
  return lines.reduce((all, line) => `${all}${needsNoEnd(all) ? ' ' : '; '}${line}`)
}

function hasOpenQuote(line: string): boolean {
  const bare = line.replace(/\\./g, '')
  return /^[^'"]*(?:'[^']*'[^'"]*|"[^"]*"[^'"]*)*$/.test(bare) === false
}

/** After these a `;` would be a fault. */
function needsNoEnd(text: string): boolean {
  return (
    /(?:^\s*|[;&|({)]\s*|\b(?:case|do|else|elif|if|in|then|until|while)\s*)$/.test(text) ||
    /=\([^)]*$/.test(text)
  )
}
