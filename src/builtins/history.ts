import type { Builtin, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { attemptFile, readHistoryFile, writeHistoryFile } from './history-file.ts'
import { markSaved, replaceRunning, savedCount, trimToSize } from './history-list.ts'
import { parseDecimal } from './integer.ts'
import { failed, printed, tooMany } from './usage.ts'

/** `history`: show and change the list of lines. bash manual, Bash History Builtins. */
export const history: Builtin = {
  name: 'history',
  synopsis: 'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
  summary: 'Display or manipulate the history list.',
  examples: [{ line: 'history -c; history -s one; history -s two; history 1', shows: '    2  two\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(history, 'acd:npsrw', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (Array.from('anrw').filter(letter => flags.has(letter)).length > 1)
      return failed(shell, 'history: cannot use more than one of -anrw')
    trimToSize(shell)
    if (flags.has('c')) {
      shell.session.history.clear()
      markSaved(shell.session.history, 0)
    }
    if (flags.has('s')) return store(operands, shell)
    if (flags.has('p')) return expand(operands, ports, shell)
    const range = flags.get('d')
    if (range !== undefined) return forget(range, shell)
    for (const letter of 'anrw') if (flags.has(letter)) return actOnFile(letter, operands[0], shell)
    return flags.has('c') ? 0 : show(operands, ports, shell)
  },
}

function store(words: readonly string[], shell: Shell): Status {
  if (words.length > 0) replaceRunning(shell, words.join(' '))
  return 0
}

/** History expansion belongs to the editor; what needs none is shown as it is. */
function expand(words: readonly string[], ports: Ports, shell: Shell): Running {
  const bad = words.find(word => /!(?![\s=(]|$)/.test(word) || word.startsWith('^'))
  if (bad !== undefined) return failed(shell, `history: ${bad}: history expansion failed`)
  return printed(ports.out, words.map(word => `${word}\n`).join(''))
}

function show(operands: readonly string[], ports: Ports, shell: Shell): Running {
  const { entries } = shell.session.history
  const [text] = operands
  const count = text === undefined ? BigInt(entries.length) : parseDecimal(text)
  if (count === undefined) return failed(shell, `history: ${text}: numeric argument required`)
  if (operands.length > 1) return tooMany('history', shell)
  const size = Math.abs(Number(count))
  const from = Math.max(0, entries.length - size)
  const lines = entries.slice(from).map((line, i) => `${String(from + i + 1).padStart(5)}  ${line}\n`)
  return printed(ports.out, lines.join(''))
}

/** `-d 3`, `-d -1`, `-d 2-4`. */
function forget(range: string, shell: Shell): Status {
  const { history: list } = shell.session
  const size = list.entries.length
  const match = /^(-?\d+)(?:-(-?\d+))?$/.exec(range)
  if (match === null) return failed(shell, `history: ${range}: history position out of range`)
  const place = (text: string): number => (Number(text) < 0 ? size + Number(text) : Number(text) - 1)
  const first = place(match[1] ?? '')
  const last = match[2] === undefined ? first : place(match[2])
  if (first < 0 || last < first || last >= size)
    return failed(shell, `history: ${range}: history position out of range`)
  const saved = savedCount(list)
  for (let i = last; i >= first; i--) list.remove(i)
  markSaved(list, saved - Math.max(0, Math.min(saved, last + 1) - first))
  return 0
}

function actOnFile(letter: string, name: string | undefined, shell: Shell): Running {
  const path = name ?? shell.variables.get('HISTFILE')
  if (path === undefined || path === '') return 1
  const { history: list } = shell.session
  const action = async (): Promise<void> => {
    if (letter === 'a') {
      await writeHistoryFile(path, list.entries.slice(savedCount(list)), 'append', shell)
      markSaved(list, list.entries.length)
    } else if (letter === 'w') {
      await writeHistoryFile(path, list.entries, 'write', shell)
      markSaved(list, list.entries.length)
    } else await readFile(path, letter === 'n', shell)
  }
  return attemptFile(action).then(fault =>
    fault === undefined ? 0 : failed(shell, `history: ${path}: ${fault}`),
  )
}

/** `-r` takes all lines of the file, `-n` those that are not in the list yet. */
async function readFile(path: string, onlyNew: boolean, shell: Shell): Promise<void> {
  const { history: list } = shell.session
  const lines = await readHistoryFile(path, shell)
  const fresh = onlyNew ? lines.slice(savedCount(list)) : lines
  for (const line of fresh) list.add(line)
  markSaved(list, list.entries.length)
  trimToSize(shell)
}
