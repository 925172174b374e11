import {
  trimToSize,
  type Builtin,
  type Ports,
  type Running,
  type Shell,
  type Status,
} from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { attemptFile, type FileEntry, readHistoryFile, writeHistoryFile } from './history-file.ts'
import { expandHistory } from './history-expansion/expansion.ts'
import { completeImport, importHistory } from './history-import.ts'
import { markSaved, recordsLines, replaceRunning, savedCount } from './history-list.ts'
import { parseDecimal } from './integer.ts'
import { strftime } from './strftime.ts'
import { findZone } from './time-zone.ts'
import { failed, printed, tooMany } from './usage.ts'

/** `history`: show and change the list of lines. bash manual, Bash History Builtins. */
export const history: Builtin = {
  name: 'history',
  synopsis:
    'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...] or history import [shell|file]...',
  summary: 'Display or manipulate the history list.',
  examples: [{ line: 'history -c; history -s one; history -s two; history 1', shows: '    2  two\n' }],
  complete: words => (words[1] === 'import' ? completeImport(words) : [{ value: 'import' }]),
  run(args, ports, shell) {
    if (args[0] === 'import') return importHistory(args.slice(1), ports, shell)
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

/** What `!` stands for in each word; the running line is not meant by it, and is not kept. */
function expand(words: readonly string[], ports: Ports, shell: Shell): Running {
  const { history: list } = shell.session
  if (recordsLines(shell)) list.remove(list.entries.length - 1)
  const events = list.entries
  const shown: string[] = []
  for (const word of words) {
    const expanded = expandHistory(word, events, list.dropped)
    if (expanded.type === 'error') return failed(shell, `history: ${word}: history expansion failed`)
    shown.push(`${expanded.type === 'expanded' ? expanded.text : word}\n`)
  }
  return printed(ports.out, shown.join(''))
}

function show(operands: readonly string[], ports: Ports, shell: Shell): Running {
  const { history: list } = shell.session
  const { entries } = list
  const [text] = operands
  const count = text === undefined ? BigInt(entries.length) : parseDecimal(text)
  if (count === undefined) return failed(shell, `history: ${text}: numeric argument required`)
  if (operands.length > 1) return tooMany('history', shell)
  const size = Math.abs(Number(count))
  const from = Math.max(0, entries.length - size)
  const timeOf = timeText(shell)
  const lines = entries
    .slice(from)
    .map(
      (line, i) =>
        `${String(list.dropped + from + i + 1).padStart(5)}  ${timeOf(list.timeOf(from + i))}${line}\n`,
    )
  return printed(ports.out, lines.join(''))
}

/** HISTTIMEFORMAT before each entry. */
function timeText(shell: Shell): (time: number) => string {
  const format = shell.variables.get('HISTTIMEFORMAT')
  if (format === undefined || format === '') return () => ''
  const zone = findZone(shell.variables.get('TZ'), path => shell.host.readFile(path))
  return time => strftime(format, Math.floor(time / 1000), zone)
}

/** `-d 3`, `-d -1`, `-d 2-4`. */
function forget(range: string, shell: Shell): Status {
  const { history: list } = shell.session
  const size = list.entries.length
  const match = /^(-?\d+)(?:-(-?\d+))?$/.exec(range)
  if (match === null) return failed(shell, `history: ${range}: history position out of range`)
  const place = (text: string): number =>
    Number(text) < 0 ? size + Number(text) : Number(text) - list.dropped - 1
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
    if (letter === 'r' || letter === 'n') return await readFile(path, letter === 'n', shell)
    const from = letter === 'a' ? savedCount(list) : 0
    await writeHistoryFile(path, entriesFrom(from, shell), letter === 'a' ? 'append' : 'write', shell)
    markSaved(list, list.entries.length)
  }
  return attemptFile(action).then(fault =>
    fault === undefined ? 0 : failed(shell, `history: ${path}: ${fault}`),
  )
}

/** With their times where HISTTIMEFORMAT is set. */
function entriesFrom(from: number, shell: Shell): FileEntry[] {
  const { history: list } = shell.session
  const hasTimes = shell.variables.get('HISTTIMEFORMAT') !== undefined
  return list.entries
    .slice(from)
    .map((text, index) => (hasTimes ? { text, time: list.timeOf(from + index) } : { text }))
}

/** `-r` takes all lines of the file, `-n` those that are not in the list yet. */
async function readFile(path: string, onlyNew: boolean, shell: Shell): Promise<void> {
  const { history: list } = shell.session
  const entries = await readHistoryFile(path, shell)
  const fresh = onlyNew ? entries.slice(savedCount(list)) : entries
  for (const { text, time } of fresh) list.add(text, time)
  markSaved(list, list.entries.length)
  trimToSize(shell)
}
