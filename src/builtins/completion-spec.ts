import type { Session } from '../lang/eval/index.ts'
import type { Option } from './getopt.ts'
import { quoteSingle } from './quoting.ts'

/** How the arguments of a command are completed (bash manual, Programmable Completion): what `complete` sets. */
export interface CompletionSpec {
  /** `-o`: default, dirnames, filenames, nospace … */
  readonly options: Set<string>
  /** `-A`: alias, file, variable … */
  readonly actions: ReadonlySet<string>
  readonly glob?: string
  readonly words?: string
  readonly prefix?: string
  readonly suffix?: string
  readonly filter?: string
  readonly fn?: string
  readonly command?: string
}

/** The specs of a session by command name. */
export interface CompletionSpecs {
  readonly commands: Map<string, CompletionSpec>
  /** `-D`, `-E`, `-I`: for commands without a spec, for an empty line, for the first word. */
  readonly special: Map<'D' | 'E' | 'I', CompletionSpec>
  /** The spec whose function is running, which `compopt` changes. */
  current?: CompletionSpec
}

const bySession = new WeakMap<Session, CompletionSpecs>()

/** The completion specs of a session; the editor's completion reads what `complete` wrote. */
export function completionSpecs(session: Session): CompletionSpecs {
  let specs = bySession.get(session)
  if (specs === undefined) {
    specs = { commands: new Map(), special: new Map() }
    bySession.set(session, specs)
  }
  return specs
}

export const completionOptions =
  'bashdefault default dirnames filenames noquote nosort nospace plusdirs'.split(' ')

/** Actions with a letter of their own, in the order they are printed. */
export const actionLetters: ReadonlyMap<string, string> = new Map([
  ['a', 'alias'],
  ['b', 'builtin'],
  ['c', 'command'],
  ['d', 'directory'],
  ['e', 'export'],
  ['f', 'file'],
  ['g', 'group'],
  ['j', 'job'],
  ['k', 'keyword'],
  ['s', 'service'],
  ['u', 'user'],
  ['v', 'variable'],
])

const longActions =
  'arrayvar binding disabled enabled function helptopic hostname running setopt shopt signal stopped'.split(
    ' ',
  )

const knownActions = new Set([...actionLetters.values(), ...longActions])

/** The letters that `complete` and `compgen` share, as getopt takes them. */
export const specLetters = `${[...actionLetters.keys()].join('')}o:A:G:W:P:S:X:F:C:`

/** The spec that options describe, or what is wrong with them. */
export function readSpec(options: readonly Option[]): CompletionSpec | { readonly fault: string } {
  const chosen = new Set<string>()
  const actions = new Set<string>()
  const values = new Map<string, string>()
  for (const { letter, value } of options) {
    const action = actionLetters.get(letter) ?? (letter === 'A' ? value : undefined)
    if (letter === 'o' && !completionOptions.includes(value))
      return { fault: `${value}: invalid option name` }
    if (action !== undefined && !knownActions.has(action)) return { fault: `${value}: invalid action name` }
    if (letter === 'o') chosen.add(value)
    else if (action !== undefined) actions.add(action)
    else values.set(letter, value)
  }
  return {
    options: chosen,
    actions,
    glob: values.get('G'),
    words: values.get('W'),
    prefix: values.get('P'),
    suffix: values.get('S'),
    filter: values.get('X'),
    fn: values.get('F'),
    command: values.get('C'),
  }
}

/** `complete -o nospace -F fn name`: as `complete -p` prints it. */
export function specLine(spec: CompletionSpec, name: string): string {
  const parts = [
    'complete',
    ...completionOptions.filter(option => spec.options.has(option)).map(option => `-o ${option}`),
  ]
  for (const [letter, action] of actionLetters) if (spec.actions.has(action)) parts.push(`-${letter}`)
  for (const action of longActions) if (spec.actions.has(action)) parts.push(`-A ${action}`)
  const quoted: readonly (readonly [string, string | undefined])[] = [
    ['G', spec.glob],
    ['W', spec.words],
    ['P', spec.prefix],
    ['S', spec.suffix],
    ['X', spec.filter],
  ]
  for (const [letter, value] of quoted)
    if (value !== undefined) parts.push(`-${letter} ${quoteSingle(value)}`)
  if (spec.fn !== undefined) parts.push(`-F ${spec.fn}`)
  if (spec.command !== undefined) parts.push(`-C ${quoteSingle(spec.command)}`)
  return `${parts.join(' ')} ${name === '' ? "''" : name}\n`
}
