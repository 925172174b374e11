import { IndexedArray } from '../lang/expand/index.ts'
import { SystemError } from '../os/index.ts'
import { chain, decodeBytes, encodeBytes, isPromise, type MaybePromise } from '../value/index.ts'
import {
  type Builtin,
  type InPort,
  type Ports,
  type Running,
  type Shell,
  type Status,
  turnPort,
} from '../lang/eval/index.ts'
import { attempt, tryAssign } from './assign.ts'
import { EditedInput, lineEditorFor, LineLeft } from './edited-input.ts'
import { readOptions } from './getopt.ts'
import { parseDecimal } from './integer.ts'
import { LineReader, type ReadBytes, type ReadLimits } from './line-reader.ts'
import { isName, parseReference } from './names.ts'
import { divideLine, unescapeLine } from './read-fields.ts'
import { failed } from './usage.ts'

/** `read`: a line into variables. POSIX.1-2024, utilities, read; bash manual, Bash Builtins. */
export const read: Builtin = {
  name: 'read',
  synopsis:
    'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  summary: 'Read a line from the standard input and split it into fields.',
  examples: [
    { line: "echo 'a b c' | { read x y; echo $y; }", shows: 'b c\n' },
    { line: 'read -r -d : -n 3 x <<<abcdef; echo $x', shows: 'abc\n' },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(read, 'ersa:d:i:n:p:t:u:N:', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const request = readRequest(parsed.flags, parsed.operands, shell)
    if (typeof request === 'string') return failed(shell, `read: ${request}`)
    const port = request.fd === undefined ? ports.in : shell.descriptors.get(request.fd)
    if (port === undefined)
      return failed(shell, `read: ${request.fd}: invalid file descriptor: Bad file descriptor`)
    const later = turnPort(shell, port)
    if (later === undefined || request.timeout === 0) return perform(request, later ?? port, ports, shell)
    return later.turn().then(() => perform(request, later, ports, shell))
  },
}

/** What one call asks for. */
interface Request {
  readonly raw: boolean
  readonly silent: boolean
  /** With the line editor, on a terminal. */
  readonly edits: boolean
  /** What stands in the edited line at the beginning. */
  readonly text: string
  readonly array: string | undefined
  readonly delimiter: number | undefined
  readonly delimiterGiven: boolean
  readonly count: number | undefined
  readonly exact: boolean
  readonly prompt: string | undefined
  /** Milliseconds. */
  readonly timeout: number | undefined
  readonly fd: number | undefined
  readonly names: readonly string[]
}

/** The call's options, or what is wrong with them. */
function readRequest(
  flags: ReadonlyMap<string, string>,
  names: readonly string[],
  shell: Shell,
): Request | string {
  const timeoutText = flags.get('t') ?? nonEmpty(shell.variables.get('TMOUT'))
  const timeout = timeoutText === undefined ? undefined : seconds(timeoutText)
  if (flags.has('t') && timeout === undefined) return `${flags.get('t')}: invalid timeout specification`
  const countText = flags.get('N') ?? flags.get('n')
  const count = countText === undefined ? undefined : parseDecimal(countText)
  if (countText !== undefined && (count === undefined || count < 0n)) return `${countText}: invalid number`
  const fdText = flags.get('u')
  const fd = fdText === undefined ? undefined : parseDecimal(fdText)
  if (fdText !== undefined && (fd === undefined || fd < 0n))
    return `${fdText}: invalid file descriptor specification`
  const bad = flags.get('a') ?? names[0] ?? 'REPLY'
  if (parseReference(bad) === undefined) return `\`${bad}': not a valid identifier`
  const delimiter = flags.get('d')
  return {
    raw: flags.has('r'),
    silent: flags.has('s'),
    edits: flags.has('e'),
    text: flags.get('i') ?? '',
    array: flags.get('a'),
    delimiter: flags.has('N') ? undefined : delimiter === undefined ? 10 : (encodeBytes(delimiter)[0] ?? 0),
    delimiterGiven: delimiter !== undefined,
    count: count === undefined ? undefined : Number(count),
    exact: flags.has('N'),
    prompt: flags.get('p'),
    timeout: timeout === undefined || (timeout === 0 && !flags.has('t')) ? undefined : timeout,
    fd: fd === undefined ? undefined : Number(fd),
    names,
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}

function seconds(text: string): number | undefined {
  return /^\d*\.?\d*$/.test(text) && /\d/.test(text) ? Number(text) * 1000 : undefined
}

function perform(request: Request, port: InPort, ports: Ports, shell: Shell): Running {
  // `read -t 0`: is there something to read? Nothing is read.
  if (request.timeout === 0) return (port.isReadable?.() ?? true) ? 0 : 1
  const edited = request.edits ? editedInput(request, port, shell) : undefined
  if (edited !== undefined) return readAndAssign(request, edited, shell)
  const prompted =
    request.prompt !== undefined && port.isTerminal ? ports.err.write(request.prompt) : undefined
  return chain(prompted, () => withModes(request, port, shell, () => readAndAssign(request, port, shell)))
}

/** `read -e`: the terminal with the line editor on it; undefined where lines cannot be edited. */
function editedInput(request: Request, port: InPort, shell: Shell): InPort | undefined {
  const edit = lineEditorFor(port, shell)
  if (edit === undefined) return undefined
  const { prompt = '', text, silent, count, delimiter } = request
  const key = request.delimiterGiven && delimiter !== undefined ? String.fromCharCode(delimiter) : undefined
  return new EditedInput(edit, port, shell, { prompt, text, hides: silent, count, delimiter: key })
}

/** On a terminal, `-s -n -N -d` need other modes while it reads. */
function withModes(request: Request, port: InPort, shell: Shell, action: () => Running): Running {
  const { terminal } = shell.host
  const special = request.silent || request.count !== undefined || request.delimiterGiven
  if (!special || !port.isTerminal || terminal?.setModes === undefined) return action()
  const modes = terminal.saveModes()
  terminal.setModes({
    echo: !request.silent,
    canonical: request.count === undefined && !request.delimiterGiven,
  })
  const restore = (): void => terminal.restoreModes(modes)
  try {
    const running = action()
    if (isPromise(running)) return running.finally(restore)
    restore()
    return running
  } catch (error) {
    restore()
    throw error
  }
}

function readAndAssign(request: Request, port: InPort, shell: Shell): Running {
  const timer = request.timeout === undefined ? undefined : startTimer(request.timeout)
  const limits: ReadLimits = {
    delimiter: request.delimiter,
    escapes: !request.raw,
    ...(request.count === undefined
      ? {}
      : { count: request.count, bytewise: shell.expansions.isByteLocale?.() === true }),
    ...(timer === undefined ? {} : { signal: timer.signal }),
  }
  const reader = new LineReader(port)
  const late = (error: unknown): Running => {
    timer?.stop()
    if (error instanceof LineLeft) return error.outcome
    if (timer?.signal.aborted === true) {
      store(request, decodeBytes(reader.taken), shell)
      return 142
    }
    if (error instanceof SystemError)
      return failed(shell, `read: read error: ${request.fd ?? 0}: ${error.message}`)
    throw error
  }
  const done = (result: ReadBytes): Running => {
    timer?.stop()
    const status = store(request, decodeBytes(result.bytes), shell)
    return status !== 0 ? status : result.end === 'end' ? 1 : 0
  }
  try {
    const result: MaybePromise<ReadBytes> = reader.read(limits)
    return isPromise(result) ? result.then(done, late) : done(result)
  } catch (error) {
    return late(error)
  }
}

function startTimer(milliseconds: number): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), milliseconds)
  return { signal: controller.signal, stop: () => clearTimeout(timer) }
}

/** Gives the variables their values. */
function store(request: Request, text: string, shell: Shell): Status {
  const line = unescapeLine(text, request.raw)
  const ifs = shell.variables.get('IFS') ?? ' \t\n'
  if (request.array !== undefined) return storeArray(request.array, divideLine(line, ifs, Infinity), shell)
  const [first, ...others] = request.names
  if (first === undefined) return tryAssign(shell, 'REPLY', line.text)
  // bash manual: with -N the text is not split.
  const fields = request.exact ? [line.text] : divideLine(line, ifs, request.names.length)
  let status = tryAssign(shell, first, fields[0] ?? '')
  others.forEach((name, i) => {
    if (status !== 0) return
    status =
      parseReference(name) === undefined
        ? failed(shell, `read: \`${name}': not a valid identifier`)
        : tryAssign(shell, name, fields[i + 1] ?? '')
  })
  return status
}

function storeArray(name: string, fields: readonly string[], shell: Shell): Status {
  if (!isName(name)) return failed(shell, `read: \`${name}': not a valid identifier`)
  if (shell.variables.find(name)?.array === 'associative')
    return failed(shell, `read: ${name}: not an indexed array`)
  return attempt(shell, () => shell.variables.set(name, IndexedArray.from(fields)))
}
