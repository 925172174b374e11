import { makeSource } from '../diag/index.ts'
import { chain } from '../value/index.ts'
import {
  trimToSize,
  type Builtin,
  type Outcome,
  type Ports,
  type Running,
  type Shell,
} from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { attemptFile, readHistoryFile, writeHistoryFile } from './history-file.ts'
import { recordsLines, replaceRunning } from './history-list.ts'
import { quoteSingle } from './quoting.ts'
import { after, failed, printed } from './usage.ts'

/** `fc`: list, edit and run lines of the history again. POSIX.1-2024, utilities, fc. */
export const fc: Builtin = {
  name: 'fc',
  synopsis: 'fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]',
  summary: 'Display or execute commands from the history list.',
  examples: [{ line: 'history -c; history -s one; fc -ln -1', shows: '\t one\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(fc, 'e:lnrs', args.map(protectNumber), ports, shell)
    if (!parsed.ok) return parsed.outcome
    trimToSize(shell)
    const operands = parsed.operands.map(word => word.replace(/^\0/, ''))
    const { flags } = parsed
    if (flags.has('s') || flags.get('e') === '-') return runAgain(operands, ports, shell)
    const list = flags.has('l')
    const lines = visibleLines(shell)
    const { dropped } = shell.session.history
    if (lines.length === 0) return list ? 0 : failed(shell, 'fc: no command found')
    const range = readRange(operands, list, lines, dropped)
    if (range === undefined) return failed(shell, 'fc: history specification out of range')
    const chosen = numbersOf(range, flags.has('r'))
    if (list)
      return show(
        chosen.map(index => ({
          number: flags.has('n') ? '' : dropped + index + 1,
          text: lines[index] ?? '',
        })),
        ports,
      )
    return edit(
      chosen.map(number => lines[number] ?? ''),
      editorOf(flags.get('e'), shell),
      ports,
      shell,
    )
  },
}

/** `-3` is an offset, no option. */
function protectNumber(word: string): string {
  return /^-\d+$/.test(word) ? `\0${word}` : word
}

/** The list without the running `fc` itself. */
function visibleLines(shell: Shell): readonly string[] {
  const { entries } = shell.session.history
  return recordsLines(shell) ? entries.slice(0, -1) : entries
}

function readRange(
  [first, last]: readonly string[],
  list: boolean,
  lines: readonly string[],
  dropped: number,
): readonly [number, number] | undefined {
  const end = lines.length - 1
  if (first === undefined) return list ? [Math.max(0, end - 15), end] : [end, end]
  const from = position(first, lines, dropped)
  const to = last === undefined ? (list ? end : from) : position(last, lines, dropped)
  return from === undefined || to === undefined ? undefined : [from, to]
}

/** A line's index by number, by offset from the end, or by how it begins; out of range is clamped. */
function position(text: string, lines: readonly string[], dropped: number): number | undefined {
  const end = lines.length - 1
  if (/^-?\d+$/.test(text)) {
    const number = Number(text)
    const index = number > 0 ? number - dropped - 1 : number === 0 ? end : lines.length + number
    return Math.max(0, Math.min(end, index))
  }
  const found = lines.findLastIndex(line => line.startsWith(text))
  return found === -1 ? undefined : found
}

function numbersOf([from, to]: readonly [number, number], reverse: boolean): number[] {
  const low = Math.min(from, to)
  const numbers = Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => low + i)
  return from > to || reverse ? numbers.toReversed() : numbers
}

function show(
  lines: readonly { readonly number: number | ''; readonly text: string }[],
  ports: Ports,
): Running {
  return printed(ports.out, lines.map(({ number, text }) => `${number}\t ${text}\n`).join(''))
}

/** `fc -s pat=rep command`: the line again, changed, shown before it runs. */
function runAgain(operands: readonly string[], ports: Ports, shell: Shell): Running {
  const changes = operands.filter(word => word.includes('='))
  const lines = visibleLines(shell)
  const [start] = operands.slice(changes.length)
  const index = start === undefined ? lines.length - 1 : position(start, lines, shell.session.history.dropped)
  const line = index === undefined ? undefined : lines[index]
  if (line === undefined) return failed(shell, 'fc: no command found')
  const changed = changes.reduce((text, change) => {
    const equals = change.indexOf('=')
    const pattern = change.slice(0, equals)
    return pattern === '' ? text : text.replaceAll(pattern, () => change.slice(equals + 1))
  }, line)
  replaceRunning(shell, changed)
  return chain(ports.err.line(changed), () => shell.run(makeSource('fc', changed)))
}

function editorOf(given: string | undefined, shell: Shell): string {
  const { variables } = shell
  return given ?? nonEmpty(variables.get('FCEDIT')) ?? nonEmpty(variables.get('EDITOR')) ?? 'vi'
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

/** The lines in an editor; what is saved is shown and run. */
async function edit(lines: readonly string[], editor: string, ports: Ports, shell: Shell): Promise<Outcome> {
  const path = `${shell.variables.get('TMPDIR') ?? '/tmp'}/nacre-fc-${shell.host.pid}-${Date.now()}`
  const fault = await attemptFile(() =>
    writeHistoryFile(
      path,
      lines.map(line => ({ text: line })),
      'write',
      shell,
    ),
  )
  if (fault !== undefined) return failed(shell, `fc: ${path}: cannot open temp file: ${fault}`)
  try {
    const edited = await shell.run(makeSource('fc', `${editor} ${quoteSingle(path)}`))
    if (edited !== 0) return edited
    const text = (await readHistoryFile(path, shell)).map(entry => entry.text).join('\n')
    replaceRunning(shell, text)
    await after(ports.err.line(text), 0)
    return await shell.run(makeSource('fc', text))
  } finally {
    await shell.execute(['rm', '-f', path], { functions: false })
  }
}
