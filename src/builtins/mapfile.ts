import { makeSource } from '../diag/index.ts'
import { IndexedArray } from '../lang/expand/index.ts'
import { SystemError } from '../os/index.ts'
import { chain, decodeBytes, encodeBytes, isPromise, type MaybePromise } from '../value/index.ts'
import {
  type Builtin,
  type InPort,
  type Ports,
  type Running,
  type Shell,
  turnPort,
} from '../lang/eval/index.ts'
import { attempt } from './assign.ts'
import { readOptions } from './getopt.ts'
import { parseDecimal } from './integer.ts'
import { LineReader, type ReadBytes } from './line-reader.ts'
import { isName } from './names.ts'
import { quoteSingle } from './quoting.ts'
import { failed } from './usage.ts'

/** `mapfile`: lines into an array. bash manual, Bash Builtins. */
export const mapfile: Builtin = makeMapfile('mapfile')

/** `readarray`: the same as `mapfile`. */
export const readarray: Builtin = makeMapfile('readarray')

function makeMapfile(name: string): Builtin {
  const builtin: Builtin = {
    name,
    synopsis: `${name} [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]`,
    summary: 'Read lines from the standard input into an indexed array variable.',
    examples: [
      { line: `${name} -t lines < <(printf 'a\\nb\\n'); echo \${#lines[@]} \${lines[1]}`, shows: '2 b\n' },
    ],
    run(args, ports, shell) {
      const parsed = readOptions(builtin, 'd:u:n:O:tC:c:s:', args, ports, shell)
      if (!parsed.ok) return parsed.outcome
      const request = readRequest(parsed.flags, parsed.operands[0] ?? 'MAPFILE')
      if (typeof request === 'string')
        return failed(shell, `${name}: ${request}`, parsed.operands[0] === '' ? 2 : 1)
      return start(name, request, ports, shell)
    },
  }
  return builtin
}

interface Request {
  readonly array: string
  readonly delimiter: number
  readonly trim: boolean
  readonly count: number
  readonly skip: number
  readonly origin: number | undefined
  readonly fd: number
  readonly callback: string | undefined
  readonly quantum: number
}

function readRequest(flags: ReadonlyMap<string, string>, array: string): Request | string {
  const number = (letter: string, otherwise: number): number => {
    const value = flags.has(letter) ? parseDecimal(flags.get(letter) ?? '') : BigInt(otherwise)
    return value === undefined || value < 0n ? Number.NaN : Number(value)
  }
  const request: Request = {
    array,
    delimiter: encodeBytes(flags.get('d') ?? '\n')[0] ?? 0,
    trim: flags.has('t'),
    count: number('n', 0),
    skip: number('s', 0),
    origin: flags.has('O') ? number('O', 0) : undefined,
    fd: number('u', 0),
    callback: flags.get('C'),
    quantum: number('c', 5000),
  }
  return faultOf(request, flags) ?? request
}

function faultOf(request: Request, flags: ReadonlyMap<string, string>): string | undefined {
  if (Number.isNaN(request.fd)) return `${flags.get('u')}: invalid file descriptor specification`
  if (Number.isNaN(request.count)) return `${flags.get('n')}: invalid line count`
  if (Number.isNaN(request.skip)) return `${flags.get('s')}: invalid line count`
  if (Number.isNaN(request.origin)) return `${flags.get('O')}: invalid array origin`
  if (Number.isNaN(request.quantum) || request.quantum === 0)
    return `${flags.get('c')}: invalid callback quantum`
  if (request.array === '') return 'empty array variable name'
  return isName(request.array) ? undefined : `\`${request.array}': not a valid identifier`
}

function start(name: string, request: Request, ports: Ports, shell: Shell): Running {
  const port = request.fd === 0 ? ports.in : shell.descriptors.get(request.fd)
  if (port === undefined)
    return failed(shell, `${name}: ${request.fd}: invalid file descriptor: Bad file descriptor`)
  const old = shell.variables.find(request.array)
  if (old?.array === 'associative') return failed(shell, `${name}: ${request.array}: not an indexed array`)
  if (request.origin === undefined || old === undefined) {
    const status = attempt(shell, () => shell.variables.set(request.array, new IndexedArray()))
    if (status !== 0) return status
  }
  return new Mapping(request, turnPort(shell, port) ?? port, shell).run()
}

/** One run over the lines. */
class Mapping {
  readonly #request: Request
  readonly #reader: LineReader
  readonly #shell: Shell
  #line = 0

  constructor(request: Request, port: InPort, shell: Shell) {
    this.#request = request
    // A callback may read from the same descriptor, and with a count others read on.
    this.#reader = new LineReader(port, { toEnd: request.callback === undefined && request.count === 0 })
    this.#shell = shell
  }

  run(): Running {
    for (;;) {
      if (this.#isFull) return 0
      const line = this.#read()
      if (isPromise(line))
        return line.then(
          result => chain(this.#take(result), more => (more ? this.run() : 0)),
          (error: unknown) => this.#fault(error),
        )
      const taken = this.#take(line)
      if (isPromise(taken)) return taken.then(more => (more ? this.run() : 0))
      if (!taken) return 0
    }
  }

  get #isFull(): boolean {
    const { count, skip } = this.#request
    return count > 0 && this.#line >= count + skip
  }

  #read(): MaybePromise<ReadBytes> {
    try {
      return this.#reader.read({ delimiter: this.#request.delimiter, escapes: false, cutsAtNul: true })
    } catch (error) {
      this.#fault(error)
      return { bytes: new Uint8Array(), end: 'end', cut: false }
    }
  }

  /** bash takes what cannot be read (a directory) for an empty file. */
  #fault(error: unknown): number {
    if (error instanceof SystemError) return 0
    throw error
  }

  /** False when that was the last. */
  #take({ bytes, end, cut }: ReadBytes): MaybePromise<boolean> {
    if (end === 'end' && bytes.length === 0) return false
    const number = this.#line++ - this.#request.skip
    if (number < 0) return end !== 'end'
    const { trim, delimiter, origin, callback, quantum, array } = this.#request
    const closing = trim || cut || end === 'end' || delimiter === 0 ? [] : [delimiter]
    const text = decodeBytes(Buffer.concat([bytes, Buffer.from(closing)]))
    const index = String((origin ?? 0) + number)
    const called = callback !== undefined && (number + 1) % quantum === 0
    const before = called ? this.#call(callback, index, text) : undefined
    return chain(before, () => {
      this.#shell.variables.setElement(array, index, text)
      return end !== 'end'
    })
  }

  #call(callback: string, index: string, text: string): MaybePromise<unknown> {
    const line = `${callback} ${index} ${quoteSingle(text)}`
    return this.#shell.run(makeSource('mapfile', line, this.#shell.line))
  }
}
