import { decodeBytes } from '../value/index.ts'
import {
  foreignShells,
  holdsSecret,
  isKept,
  loadForeignHistory,
  type ForeignHistory,
  type HistoryStore,
} from '../store/index.ts'
import type { Ports, Running, Shell, Suggestion } from '../lang/eval/index.ts'
import { failed, printed } from './usage.ts'

/** `history import [shell|file]…`: takes over other shells' histories; without a word all that are there. */
export function importHistory(operands: readonly string[], ports: Ports, shell: Shell): Running {
  const store = shell.session.savedHistory
  if (store === undefined) return failed(shell, 'history: import: this shell keeps no history')
  const names = operands.length > 0 ? operands : foreignShells
  const told: string[] = []
  let hasFailed = false
  for (const name of names) {
    const loaded = attempt(name, shell)
    if (typeof loaded !== 'string') told.push(take(store, loaded))
    else if (operands.length > 0) {
      shell.complain(`history: import: ${loaded}`)
      hasFailed = true
    }
  }
  if (told.length === 0 && !hasFailed)
    return failed(shell, 'history: import: no history of another shell was found')
  return printed(ports.out, told.join(''), hasFailed ? 1 : 0)
}

/** Shells by name. */
export function completeImport(words: readonly string[]): readonly Suggestion[] {
  return foreignShells.filter(name => !words.includes(name)).map(value => ({ value }))
}

/** What is in a shell's history, or in a file; a message if it cannot be read. */
function attempt(name: string, shell: Shell): ForeignHistory | string {
  try {
    const isShell = foreignShells.some(known => known === name)
    return loadForeignHistory(isShell ? name : shell.resolvePath(name), {
      environment: shell.host.environment(),
      decode: decodeBytes,
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return `${name}: ${code === 'ENOENT' ? 'No such file or directory' : message}`
  }
}

function take(store: HistoryStore, { shell, path, lines }: ForeignHistory): string {
  const kept = lines.filter(({ text }) => isKept(text) && !holdsSecret(text))
  const added = store.importLines(shell, kept)
  const known = kept.length - added
  const left = lines.length - kept.length
  const more = [
    known === 0 ? '' : `, ${known} known already`,
    left === 0 ? '' : `, ${left} left out that begin with a blank or hold a secret`,
  ]
  return `${path} (${shell}): ${added} ${added === 1 ? 'line' : 'lines'}${more.join('')}\n`
}
