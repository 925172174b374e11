/** The command line of nacre itself, read as sh reads its own (POSIX.1-2024, utilities, sh). */

export interface Arguments {
  readonly mode:
    | 'interactive'
    | 'code'
    | 'file'
    | 'stdin'
    | 'explain'
    | 'check'
    | 'add'
    | 'version'
    | 'help'
    | 'worker'
  /** The text of `-c`. */
  readonly code?: string
  /** The script to run (`file`), or the text's file (`explain`). */
  readonly file?: string
  /** `$0` */
  readonly name: string
  /** `$1 …` */
  readonly args: readonly string[]
  readonly commandsOnly: boolean
  readonly login: boolean
  /** `-i`: interactive whatever stdin is. */
  readonly forcedInteractive: boolean
  readonly parseOnly: boolean
  readonly norc: boolean
  /** bash's: a login shell reads no profile. */
  readonly noprofile: boolean
  readonly rc?: string
  readonly watch: boolean
  /** What `npm:` imports may do: fetch what is not cached, let its install scripts run. */
  readonly packages: { readonly install: boolean; readonly allowScripts: boolean }
  readonly explain: { readonly zero: boolean; readonly json: boolean; readonly names: readonly string[] }
  /** `set` options by letter or long name, in order. */
  readonly options: readonly { readonly name: string; readonly letter: boolean; readonly value: boolean }[]
  readonly shopts: readonly { readonly name: string; readonly value: boolean }[]
}

export type ArgumentsResult = Arguments | { readonly mode: 'error'; readonly message: string }

type Draft = { -readonly [K in keyof Arguments]: Arguments[K] } & {
  options: { name: string; letter: boolean; value: boolean }[]
  shopts: { name: string; value: boolean }[]
  explain: { zero: boolean; json: boolean; names: string[] }
  packages: { install: boolean; allowScripts: boolean }
  /** `-c`: the code is the first operand. */
  wantsCode: boolean
  /** `-s`: the operands are `$1 …`. */
  fromStdin: boolean
}

/** Options that take the next argument as their value. */
const valued: Record<string, (draft: Draft, value: string) => void> = {
  '--rc': (draft, value) => void (draft.rc = value),
  '--rcfile': (draft, value) => void (draft.rc = value),
  '--names': (draft, value) => void draft.explain.names.push(...value.split(',').filter(name => name !== '')),
  '-O': (draft, value) => void draft.shopts.push({ name: value, value: true }),
  '+O': (draft, value) => void draft.shopts.push({ name: value, value: false }),
}

const flags: Record<string, (draft: Draft) => void> = {
  '--sh': draft => void (draft.commandsOnly = true),
  '--check': draft => void (draft.mode = 'check'),
  '--explain': draft => void (draft.mode = 'explain'),
  '--json': draft => void (draft.explain.json = true),
  '--install': draft => void (draft.packages.install = true),
  '--allow-scripts': draft => void (draft.packages.allowScripts = true),
  '--login': draft => void (draft.login = true),
  '--norc': draft => void (draft.norc = true),
  '--posix': draft => void draft.options.push({ name: 'posix', letter: false, value: true }),
  '--verbose': draft => void draft.options.push({ name: 'verbose', letter: false, value: true }),
  '--noprofile': draft => void (draft.noprofile = true),
  '--watch': draft => void (draft.watch = true),
  '--version': draft => void (draft.mode = 'version'),
  '--help': draft => void (draft.mode = 'help'),
  '-0': draft => void (draft.explain.zero = true),
}

const letters: Record<string, (draft: Draft) => void> = {
  c: draft => void (draft.wantsCode = true),
  i: draft => void (draft.forcedInteractive = true),
  l: draft => void (draft.login = true),
  s: draft => void (draft.fromStdin = true),
}

/** `set` letters that sh takes at its start; `n` is handled here because it stops everything from running. */
const setLetters = new Set('abefhkmnptuvxBCEHPT')

/** Reads argv (without node and the script's path). Never throws. */
export function parseArguments(argv: readonly string[], stdinIsTerminal: boolean): ArgumentsResult {
  const draft = emptyDraft()
  let at = 0
  for (; at < argv.length; at++) {
    const arg = argv[at] ?? ''
    if (arg === '--' || arg === '-') {
      at++
      break
    }
    if (!/^[-+]./.test(arg)) break
    const taken = takeOption(draft, arg, argv.slice(at + 1))
    if (typeof taken === 'string') return { mode: 'error', message: taken }
    at += taken
  }
  return finish(draft, argv.slice(at), stdinIsTerminal)
}

/** Applies one option; gives how many further arguments it used, or what is wrong with it. */
function takeOption(draft: Draft, arg: string, following: readonly string[]): number | string {
  const [long = '', inline] = arg.startsWith('--') ? arg.split(/=(.*)/s) : [arg]
  const flag = flags[long]
  if (flag !== undefined && inline === undefined) return (flag(draft), 0)
  const withValue = valued[long]
  if (withValue !== undefined) {
    const value = inline ?? following[0]
    if (value === undefined) return `${long}: option requires an argument`
    withValue(draft, value)
    return inline === undefined ? 1 : 0
  }
  if (arg.startsWith('--')) return `${arg}: invalid option`
  return takeLetters(draft, arg, following)
}

/** `-lic`, `-euo pipefail`, `-oo errexit noglob`, `+e`. */
function takeLetters(draft: Draft, arg: string, following: readonly string[]): number | string {
  const value = arg.startsWith('-')
  let used = 0
  for (const letter of arg.slice(1)) {
    // As in bash, `+c` is `-c`.
    const action = value || letter === 'c' ? letters[letter] : undefined
    if (action !== undefined) action(draft)
    else if (letter === 'o') {
      const name = following[used++]
      if (name === undefined) return `${arg}: option requires an argument`
      draft.options.push({ name, letter: false, value })
    } else if (setLetters.has(letter)) draft.options.push({ name: letter, letter: true, value })
    else return `${arg[0] ?? ''}${letter}: invalid option`
  }
  return used
}

function finish(draft: Draft, operands: readonly string[], stdinIsTerminal: boolean): ArgumentsResult {
  const { wantsCode, fromStdin, ...rest } = draft
  const [first, ...others] = operands
  const last = (name: string): boolean =>
    draft.options.findLast(option => option.name === name || (name === 'n' && option.name === 'noexec'))
      ?.value ?? false
  const base = { ...rest, parseOnly: last('n') }
  if (wantsCode) {
    if (first === undefined) return { mode: 'error', message: '-c: option requires an argument' }
    const mode = draft.mode === 'explain' ? 'explain' : 'code'
    return { ...base, mode, code: first, name: others[0] ?? 'nacre', args: others.slice(1) }
  }
  if (draft.mode === 'version' || draft.mode === 'help') return base
  if (draft.mode === 'explain') return { ...base, file: first, args: others }
  if (draft.mode === 'check') {
    if (first === undefined) return { mode: 'error', message: '--check: a file is needed' }
    return { ...base, file: first, args: others }
  }
  if (first === 'worker' && !fromStdin && others.length > 0) return { ...base, mode: 'worker', args: others }
  if (first === 'add' && !fromStdin && others.some(other => other.startsWith('npm:')))
    return { ...base, mode: 'add', args: others }
  if (first !== undefined && !fromStdin)
    return { ...base, mode: 'file', file: first, name: first, args: others }
  const interactive = draft.forcedInteractive || (stdinIsTerminal && !draft.parseOnly)
  return { ...base, mode: interactive ? 'interactive' : 'stdin', args: operands }
}

function emptyDraft(): Draft {
  return {
    mode: 'stdin',
    name: 'nacre',
    args: [],
    commandsOnly: false,
    login: false,
    forcedInteractive: false,
    parseOnly: false,
    norc: false,
    noprofile: false,
    watch: false,
    packages: { install: false, allowScripts: false },
    explain: { zero: false, json: false, names: [] },
    options: [],
    shopts: [],
    wantsCode: false,
    fromStdin: false,
  }
}

export const usage = `usage: nacre [options] [-c code [name [argument…]] | file [argument…]]

  nacre                  interactive when stdin is a terminal, else a script from stdin
  nacre -c code          run code; both languages, unless --sh
  nacre file             run a file: .ts .tsx .js are TypeScript, .tsh both languages, .sh commands only
  --sh                   commands only: the TypeScript rule is off
  -n                     parse only; diagnostics, status 2 on a syntax error
  --explain [-0]         print which language each statement of stdin (or -c, or file) is
     --names a,b,c       names to take as declared
     --json              one JSON object a line
  --check file…          check the types of .ts and .tsh scripts; status 1 if anything is wrong
  --install file         fetch the packages of its npm: imports that are not cached yet; --allow-scripts: their install
                         scripts may run
  nacre add npm:name@range…   fetch packages into the cache
  -l, --login            be a login shell
  -i                     be interactive
  -s                     read from stdin; the arguments are $1 …
  --norc, --rc file      no start-up file, or this one
  -e -u -x -o option     as in sh; +e turns off; -O shopt as in bash
  --watch file           run again when it or what it imports changes
  --version, --help
`
