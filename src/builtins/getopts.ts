import { chain } from '../value/index.ts'
import type { Variable } from '../lang/expand/index.ts'
import type { Builtin, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { tryAssign } from './assign.ts'
import { readOptions } from './getopt.ts'
import { isName } from './names.ts'
import { failed, usage } from './usage.ts'

/** `getopts`: take options from the arguments, one a call. POSIX.1-2024, utilities, getopts. */
export const getopts: Builtin = {
  name: 'getopts',
  synopsis: 'getopts optstring name [arg ...]',
  summary: 'Parse option arguments.',
  examples: [{ line: 'set -- -a -b 5; while getopts ab: o; do echo $o $OPTARG; done', shows: 'a\nb 5\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(getopts, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const [letters, name, ...given] = parsed.operands
    if (letters === undefined || name === undefined) return usage(getopts, ports)
    return step(letters, name, parsed.operands.length > 2 ? given : shell.positional, ports, shell)
  },
}

/** Where in a word of several options the last call stopped. */
// OPTIND's own variable is the key, so that `local OPTIND` begins anew and the outer count goes on afterwards.
const progress = new WeakMap<Variable, number>()
const watched = new WeakSet<Variable>()

/** From now on an assignment to the variable, even of the value it has, begins a new count (bash manual, getopts). */
function watch(variable: Variable): void {
  if (watched.has(variable)) return
  watched.add(variable)
  let current = variable.value
  Object.defineProperty(variable, 'value', {
    enumerable: true,
    configurable: true,
    get: () => current,
    set: (value: Variable['value']) => {
      current = value
      progress.delete(variable)
    },
  })
}

/** What one step found. */
interface Found {
  readonly name: string
  readonly argument: string | undefined
  readonly index: number
  readonly position: number
  readonly done?: boolean
  readonly message?: string
}

function step(letters: string, name: string, args: readonly string[], ports: Ports, shell: Shell): Running {
  const silent = letters.startsWith(':')
  const [index, position] = where(shell)
  const found = next(silent ? letters.slice(1) : letters, args, index, position, silent)
  const says = found.message !== undefined && shell.variables.get('OPTERR') !== '0'
  const said = says ? ports.err.line(`${shell.name}: ${found.message}`) : undefined
  return chain(said, () => finish(name, found, shell))
}

function finish(name: string, found: Found, shell: Shell): Status {
  store(found, shell)
  if (!isName(name)) return failed(shell, `getopts: \`${name}': not a valid identifier`)
  const status = tryAssign(shell, name, found.name)
  return found.done ? 1 : status === 0 ? 0 : 2
}

function where(shell: Shell): [index: number, position: number] {
  const text = shell.variables.get('OPTIND') ?? '1'
  const variable = shell.variables.findRaw('OPTIND')
  const index = Math.max(1, Number.parseInt(text, 10) || 1)
  return [index, (variable === undefined ? undefined : progress.get(variable)) ?? 0]
}

/** The next option from argument `index` (from 1), at `position` in its word. */
function next(
  letters: string,
  args: readonly string[],
  index: number,
  position: number,
  silent: boolean,
): Found {
  const word = args[index - 1]
  if (position === 0) {
    if (word === undefined || !word.startsWith('-') || word === '-')
      return ended(Math.min(index, args.length + 1))
    if (word === '--') return ended(index + 1)
  }
  const at = position === 0 ? 1 : position
  const letter = word?.[at]
  if (word === undefined || letter === undefined) return next(letters, args, index + 1, 0, silent)
  const more = at + 1 < word.length
  const after = { index: more ? index : index + 1, position: more ? at + 1 : 0 }
  const known = letter === ':' ? -1 : letters.indexOf(letter)
  if (known === -1) return unknown(letter, silent, after)
  if (letters[known + 1] !== ':') return { name: letter, argument: undefined, ...after }
  if (more) return { name: letter, argument: word.slice(at + 1), index: index + 1, position: 0 }
  const value = args[index]
  if (value !== undefined) return { name: letter, argument: value, index: index + 2, position: 0 }
  return missing(letter, silent, index + 1)
}

function ended(index: number): Found {
  return { name: '?', argument: undefined, index, position: 0, done: true }
}

function unknown(letter: string, silent: boolean, after: { index: number; position: number }): Found {
  return silent
    ? { name: '?', argument: letter, ...after }
    : { name: '?', argument: undefined, message: `illegal option -- ${letter}`, ...after }
}

function missing(letter: string, silent: boolean, index: number): Found {
  return silent
    ? { name: ':', argument: letter, index, position: 0 }
    : {
        name: '?',
        argument: undefined,
        message: `option requires an argument -- ${letter}`,
        index,
        position: 0,
      }
}

function store(found: Found, shell: Shell): void {
  tryAssign(shell, 'OPTIND', String(found.index))
  const variable = shell.variables.findRaw('OPTIND')
  if (variable !== undefined && variable.value !== undefined) {
    watch(variable)
    progress.set(variable, found.position)
  }
  if (found.argument === undefined) shell.variables.unset('OPTARG')
  else tryAssign(shell, 'OPTARG', found.argument)
}
