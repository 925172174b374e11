import { BucketMap, IndexedArray, type VariableValue } from '../expand/index.ts'
import { isAliasName } from '../syntax/index.ts'
import { DynamicBinding } from './binding.ts'
import type { Environment } from './environment.ts'
import { numberOfLast } from './history-control.ts'

/** What a dynamic variable reads, and what an assignment to it does (bash manual, Bash Variables). */
interface Dynamic {
  read(shell: Environment): VariableValue
  write?(shell: Environment, value: string): void
  setElement?(shell: Environment, key: string, value: string): void
  readonly readonly?: boolean
  readonly array?: 'indexed' | 'associative'
  readonly integer?: boolean
}

const table: Readonly<Record<string, Dynamic>> = {
  LINENO: { read: shell => String(shell.line) },
  RANDOM: {
    read: shell => String(shell.random.next()),
    write: (shell, text) => shell.random.seed(text),
    integer: true,
  },
  SRANDOM: { read: () => String(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0), integer: true },
  SECONDS: {
    read: shell => String(Math.floor((Date.now() - shell.clock.zero) / 1000)),
    write: (shell, text) => shell.clock.set(text),
    integer: true,
  },
  HISTCMD: {
    read: shell => String(shell.options.get('history') ? numberOfLast(shell) : 0),
  },
  EPOCHSECONDS: { read: () => String(Math.floor(Date.now() / 1000)) },
  EPOCHREALTIME: { read: () => ((performance.timeOrigin + performance.now()) / 1000).toFixed(6) },
  BASHPID: { read: shell => String(shell.processId), integer: true },
  _: { read: shell => shell.lastArgument, write: (shell, text) => void (shell.lastArgument = text) },
  BASH_SUBSHELL: { read: shell => String(shell.depth) },
  BASH_COMMAND: { read: shell => shell.commandText },
  BASH_ARGV0: { read: shell => shell.name, write: (shell, text) => void (shell.name = text) },
  BASHOPTS: { read: shell => optionNames(shell, 'shopt'), readonly: true },
  SHELLOPTS: { read: shell => optionNames(shell, 'set'), readonly: true },
  FUNCNAME: {
    read: shell => {
      const names = shell.calls.map(call => call.name)
      return names.some(name => name !== 'main' && name !== 'source') ? IndexedArray.from(names) : undefined
    },
    array: 'indexed',
  },
  BASH_SOURCE: { read: shell => IndexedArray.from(shell.calls.map(call => call.source)), array: 'indexed' },
  BASH_LINENO: {
    read: shell => IndexedArray.from(shell.calls.map(call => String(call.line))),
    array: 'indexed',
  },
  BASH_ARGC: {
    read: shell => IndexedArray.from(argumentsOfCalls(shell).map(args => String(args.length))),
    array: 'indexed',
  },
  BASH_ARGV: {
    read: shell => IndexedArray.from(argumentsOfCalls(shell).flatMap(args => args.toReversed())),
    array: 'indexed',
  },
  PIPESTATUS: {
    read: shell => IndexedArray.from([shell.pipeStatuses].flat().map(String)),
    array: 'indexed',
  },
  DIRSTACK: { read: shell => IndexedArray.from([shell.cwd, ...shell.directoryStack]), array: 'indexed' },
  GROUPS: { read: shell => IndexedArray.from(groups(shell).map(String)), array: 'indexed' },
  BASH_ALIASES: {
    read: shell => new BucketMap([...shell.aliases].toReversed(), aliasBuckets),
    setElement: setAlias,
    write: (shell, value) => setAlias(shell, '0', value),
    array: 'associative',
  },
  BASH_CMDS: {
    read: shell => {
      const paths = [...shell.hashed].map(([name, { path }]): [string, string] => [name, path])
      return new BucketMap(paths.toReversed(), commandBuckets)
    },
    setElement: setHashed,
    write: (shell, path) => setHashed(shell, '0', path),
    array: 'associative',
  },
}

/** Of bash's tables of aliases and of commands. */
const aliasBuckets = 64
const commandBuckets = 256

function setAlias(shell: Environment, name: string, value: string): void {
  if (isAliasName(name)) shell.aliases.set(name, value)
  else shell.complain(`\`${name}': invalid alias name`)
}

function setHashed(shell: Environment, name: string, path: string): void {
  shell.hashed.set(name, { path, hits: 0 })
}

/** The variables that are computed, for one environment. */
export function* dynamicVariables(shell: Environment, owner: object): Iterable<[string, DynamicBinding]> {
  for (const [name, dynamic] of Object.entries(table)) {
    const { write } = dynamic
    const binding = new DynamicBinding(
      owner,
      () => dynamic.read(shell),
      write === undefined
        ? undefined
        : value => {
            if (typeof value === 'string') write(shell, value)
            else if (dynamic.array === undefined) write(shell, '')
          },
    )
    binding.array = dynamic.array ?? 'none'
    const { setElement } = dynamic
    if (setElement) binding.setElement = (key, value) => setElement(shell, key, value)
    binding.readonly = dynamic.readonly ?? false
    binding.integer = dynamic.integer ?? false
    yield [name, binding]
  }
}

/** Of the calls, innermost first, with extdebug; without it of the script alone, outside of them (bash manual, BASH_ARGV). */
function argumentsOfCalls(shell: Environment): readonly (readonly string[])[] {
  const calls = shell.calls.flatMap(call => (call.args === undefined ? [] : [call.args]))
  if (calls.length > 0 && !shell.options.get('extdebug')) return []
  return [...calls, shell.runtime.args]
}

function optionNames(shell: Environment, kind: 'set' | 'shopt'): string {
  const on = shell.options.list(kind).filter(([, value]) => value)
  return on.map(([name]) => name).join(':')
}

function groups(shell: Environment): readonly number[] {
  const { gid, groups: others } = shell.host.ids
  return [gid, ...others.filter(group => group !== gid)]
}

/** RANDOM: bash's generator, so that a seed gives bash's numbers (lib/sh/random.c, Park and Miller with the halves joined). */
export class RandomSource {
  #state: number
  #last = 0

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  seed(text: string): void {
    this.#state = Number(BigInt.asUintN(32, BigInt(/^[-+]?\d+$/.test(text) ? text : 0)))
    this.#last = 0
  }

  next(): number {
    let value: number
    do value = this.#step()
    while (value === this.#last)
    this.#last = value
    return value
  }

  /** A fork draws numbers of its own. */
  fork(): RandomSource {
    return new RandomSource((this.#state ^ (Math.random() * 0xffffffff)) >>> 0)
  }

  #step(): number {
    const state = this.#state === 0 ? 123459876 : this.#state | 0
    const high = Math.trunc(state / 127773)
    const low = state - 127773 * high
    const next = 16807 * low - 2836 * high
    this.#state = (next < 0 ? next + 0x7fffffff : next) >>> 0
    // bash 5.1 and later: both halves count.
    return ((this.#state >>> 16) ^ (this.#state & 0xffff)) & 32767
  }
}

/** SECONDS: when it was 0. */
export class Clock {
  zero: number

  constructor(zero: number) {
    this.zero = zero
  }

  set(text: string): void {
    this.zero = Date.now() - Number.parseInt(text, 10) * 1000 || Date.now()
  }
}
