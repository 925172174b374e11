import type { Diagnostic } from '../../diag/index.ts'
import { type Descriptor, type OpenMode, SystemError } from '../../os/index.ts'
import { chain, encodeBytes, isPromise, type MaybePromise } from '../../value/index.ts'
import {
  type CompiledWord,
  compileAssignmentValue,
  compileWord,
  expandSubscript,
  ShellError,
} from '../expand/index.ts'
import type { Node, Redirect, Word } from '../syntax/index.ts'
import { SharedDescriptor } from './descriptors.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import { descriptorNumber } from './environment-files.ts'
import { failed } from './errexit.ts'
import { messageOf } from './failure.ts'
import type { Running } from './outcome.ts'
import { finally_, forEachInTurn } from './sequence.ts'

/** What redirections changed, newest last, to be put back. */
export class Undo {
  readonly #shell: Environment
  /** They stay for good. */
  isKept = false
  readonly #changes: { fd: number; before: SharedDescriptor | undefined }[] = []

  constructor(shell: Environment) {
    this.#shell = shell
  }

  put(fd: number, handle: SharedDescriptor | undefined): void {
    const before = this.#shell.descriptors.put(fd, handle)
    this.#changes.push({ fd, before })
  }

  /** The redirections are over: numbers mean again what they meant. */
  restore(): void {
    for (const { fd, before } of this.#changes.splice(0).toReversed())
      this.#shell.descriptors.put(fd, before)?.drop()
  }

  /** They stay (`exec`): what they replaced is closed. */
  keep(): void {
    this.isKept = true
    for (const { before } of this.#changes.splice(0)) before?.drop()
  }
}

type Applied = (shell: Environment, undo: Undo) => MaybePromise<void>

/** Redirections of one command, applied from left to right; undefined where there are none. */
export function compileRedirects(nodes: readonly Redirect[]): Applied | undefined {
  if (nodes.length === 0) return undefined
  const codes = nodes.map(compileRedirect)
  return (shell, undo) => forEachInTurn(codes, code => code(shell, undo))
}

/**
 * Runs a compound command with its redirections; a failing one is said and gives status 1. `answered`: whoever runs the
 * command looks at its status. Where `node` is the last a fork does they stay: nobody waits for what they replaced.
 */
export function redirected(
  nodes: readonly Redirect[],
  code: Code,
  { answered = true, node }: { readonly answered?: boolean; readonly node?: Node } = {},
): Code {
  const apply = compileRedirects(nodes)
  if (apply === undefined) return code
  // The body has answered its own failures; a redirection that fails is the compound command's.
  const body = nodes.some(redirectsInput) ? givingInput(code) : code
  return shell =>
    withRedirects(
      shell,
      apply,
      undo => {
        if (node !== undefined && shell.final === node) undo.keep()
        return body(shell)
      },
      // bash: what a fork does only is redirected before its ERR trap counts.
      () =>
        answered || (shell.final === node && shell.textLevel === undefined) ? 1 : failed(shell, 1, true),
      nodes.at(-1),
    )
}

/** Standard input is what a redirection says: background commands within have it too, and not /dev/null (as in bash). */
function givingInput(code: Code): Code {
  return shell => {
    const before = shell.inputIsGiven
    shell.inputIsGiven = true
    return finally_(
      () => code(shell),
      () => void (shell.inputIsGiven = before),
    )
  }
}

export function redirectsInput({ operator, fd, variable }: Redirect): boolean {
  const isInput = operator.startsWith('<')
  return variable === undefined && (fd === undefined ? isInput : fd === 0)
}

export function withRedirects(
  shell: Environment,
  apply: Applied,
  run: (undo: Undo) => Running,
  unable: () => Running = () => 1,
  place?: Redirect,
): Running {
  const undo = new Undo(shell)
  const mark = shell.substitutions.length
  const end = (): void => {
    undo.restore()
    closeSubstitutions(shell, mark, undo.isKept)
  }
  const go = (fine: boolean): Running => (fine ? finally_(() => run(undo), end) : (end(), unable()))
  let applied: MaybePromise<boolean>
  try {
    applied = tryApply(shell, apply, undo, place)
  } catch (error) {
    end()
    throw error
  }
  if (!isPromise(applied)) return go(applied)
  return applied.then(go, (error: unknown) => {
    end()
    throw error
  })
}

/**
 * Applies; says what is wrong and gives false where a redirection fails. A failing expansion discards the command.
 * `place`: where a compound command's redirections are written, which is the line of the message.
 */
export function tryApply(
  shell: Environment,
  apply: Applied,
  undo: Undo,
  place?: Redirect,
): MaybePromise<boolean> {
  const fail = (error: unknown): boolean => {
    const { node } = shell
    if (place !== undefined) shell.node = place
    if (!(error instanceof RedirectError)) throw error
    shell.complain(error.message)
    shell.node = node
    return false
  }
  try {
    const done = apply(shell, undo)
    return isPromise(done) ? done.then(() => true, fail) : true
  } catch (error) {
    return fail(error)
  }
}

/** Process substitutions of a command are closed when it has ended. `wait` waits for them, but for those that `exec` keeps open. */
export function closeSubstitutions(shell: Environment, mark: number, isKept = false): void {
  while (shell.substitutions.length > mark) {
    const one = shell.substitutions.pop()
    if (one === undefined) return
    shell.descriptors.close(one.fd)
    if (!isKept) shell.jobs.alsoWait(one.ended)
  }
}

class RedirectError extends Error {}

function compileRedirect(node: Redirect): Applied {
  if (node.fault !== undefined) return faulty(node.fault)
  // bash: in a here-string a tilde counts after a colon too.
  const word = node.operator === '<<<' ? compileAssignmentValue(node.target) : compileWord(node.target)
  switch (node.operator) {
    case '<<':
    case '<<-':
      return fromText(node, word, '')
    case '<<<':
      return fromText(node, word, '\n')
    case '<&':
    case '>&':
      return duplicate(node, word)
    case '&>':
    case '&>>':
      return bothTo(node, word, node.operator === '&>>' ? 'append' : 'write')
    case '<':
    case '>':
    case '>>':
    case '>|':
    case '<>':
      return toFile(node, word, node.operator)
  }
}

function faulty({ message, hint }: Diagnostic): Applied {
  return () => {
    throw new RedirectError(`here-document: ${message}${hint === undefined ? '' : `\n  hint: ${hint}`}`)
  }
}

/** Where a redirection puts its descriptor: its number, or a free one from 10 on for `{fd}>`. */
function place(
  shell: Environment,
  node: Redirect,
  usual: number,
  undo: Undo,
  descriptor: SharedDescriptor,
): void {
  if (node.variable === undefined) {
    undo.put(node.fd ?? usual, descriptor)
    return
  }
  // bash manual, Redirections: `{fd}` persists beyond the command, unless varredir_close is set.
  const fd = shell.descriptors.free(10)
  setTarget(shell, node.variable, fd)
  if (shell.options.get('varredir_close')) undo.put(fd, descriptor)
  else shell.descriptors.put(fd, descriptor)?.drop()
}

function fromText(node: Redirect, word: CompiledWord, end: string): Applied {
  return (shell, undo) => {
    const body = end === '' ? word.document(shell.expansions) : word.string(shell.expansions)
    return chain(body, text =>
      place(shell, node, 0, undo, shared(shell.host.fromBytes(encodeBytes(text + end)))),
    )
  }
}

function toFile(node: Redirect, word: CompiledWord, operator: '<' | '>' | '>>' | '>|' | '<>'): Applied {
  const usual = operator === '<' || operator === '<>' ? 0 : 1
  return (shell, undo) =>
    chain(oneField(shell, node.target, word), path =>
      place(shell, node, usual, undo, openFile(shell, path, modeOf(shell, operator))),
    )
}

function modeOf(shell: Environment, operator: '<' | '>' | '>>' | '>|' | '<>'): OpenMode {
  switch (operator) {
    case '<':
      return 'read'
    case '>':
      return shell.options.get('noclobber') ? 'exclusive' : 'write'
    case '>|':
      return 'write'
    case '>>':
      return 'append'
    case '<>':
      return 'read-write'
  }
}

function bothTo(node: Redirect, word: CompiledWord, mode: OpenMode): Applied {
  return (shell, undo) => chain(oneField(shell, node.target, word), path => putBoth(shell, undo, path, mode))
}

function putBoth(shell: Environment, undo: Undo, path: string, mode: OpenMode): void {
  const handle = openFile(shell, path, mode === 'write' ? modeOf(shell, '>') : mode)
  undo.put(1, handle)
  undo.put(2, handle.use())
}

/** `n>&m`, `n>&m-`, `n>&-`, and `>&file`, which is `&>file` (bash manual, Redirecting Standard Output and Standard Error). */
function duplicate(node: Redirect, word: CompiledWord): Applied {
  const usual = node.operator === '<&' ? 0 : 1
  return (shell, undo) =>
    chain(oneField(shell, node.target, word), target => {
      const match = /^(\d{1,9})?(-)?$/.exec(target)
      if (match === null || target === '') {
        if (
          node.operator === '>&' &&
          (node.fd === undefined || node.fd === 1) &&
          node.variable === undefined &&
          target !== ''
        )
          return putBoth(shell, undo, target, 'write')
        throw new RedirectError(`${target}: ambiguous redirect`)
      }
      if (match[1] === undefined) return closeNumber(shell, node, usual, undo)
      const from = Number(match[1])
      const handle = shell.descriptors.shared(from)
      if (handle === undefined) throw new RedirectError(`${written(shell, node.target)}: Bad file descriptor`)
      place(shell, node, usual, undo, handle.use())
      if (match[2] !== undefined && from !== (node.fd ?? usual)) undo.put(from, undefined)
    })
}

/** `2>&-`, or `{fd}>&-`: the variable names the number to close. */
function closeNumber(shell: Environment, node: Redirect, usual: number, undo: Undo): void {
  if (node.variable === undefined) return undo.put(node.fd ?? usual, undefined)
  const [name, subscript] = readTarget(shell, node.variable)
  const text =
    (subscript === undefined ? shell.variables.get(name) : shell.variables.getElement(name, subscript)) ?? ''
  if (!/^\d+$/.test(text)) throw new RedirectError(`${node.variable}: ambiguous redirect`)
  shell.descriptors.close(Number(text))
}

/** A variable that cannot be set (`readonly`) fails the redirection, not the script. */
function setTarget(shell: Environment, text: string, fd: number): void {
  try {
    const [name, subscript] = readTarget(shell, text)
    if (subscript === undefined) shell.variables.set(name, String(fd))
    else shell.variables.setElement(name, subscript, String(fd))
  } catch (error) {
    if (!(error instanceof ShellError)) throw error
    shell.complain(messageOf(error))
    throw new RedirectError(`${text}: cannot assign fd to variable`)
  }
}

/** The variable of `{name}>` or `{name[subscript]}>`. */
function readTarget(shell: Environment, text: string): [name: string, subscript?: string] {
  const match = /^(\w+)\[(.*)\]$/.exec(text)
  if (match === null) return [text]
  return [match[1] ?? '', expandSubscript(match[2] ?? '', shell.expansions)]
}

/** The target is one field, bash refuses several; POSIX 2.7: a script's is not split at all. */
function oneField(shell: Environment, target: Word, word: CompiledWord): MaybePromise<string> {
  if (word.constant !== undefined) return word.constant
  if (shell.options.get('posix') && !shell.session.interactive) return word.string(shell.expansions)
  return chain(word.fields(shell.expansions), fields => {
    const [only] = fields
    if (fields.length === 1 && only !== undefined) return only
    throw new RedirectError(`${written(shell, target)}: ambiguous redirect`)
  })
}

/** Messages have the target as it was written. */
function written({ source }: Environment, { start, end }: Word): string {
  return source.text.slice(start, end)
}

function openFile(shell: Environment, path: string, mode: OpenMode): SharedDescriptor {
  const own = descriptorNumber(path)
  if (own !== undefined) return ownDescriptor(shell, path, own)
  if (/^\/dev\/(tcp|udp)\//.test(path))
    throw new RedirectError(`${path}: network redirections are not supported`)
  // An empty name is no name of the current directory (open(2)).
  if (path === '') throw new RedirectError(': No such file or directory')
  try {
    if (mode === 'exclusive') return shared(openExclusive(shell, path))
    return shared(shell.host.open(path, mode, shell.umask, shell.cwd))
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const message = error.code === 'EEXIST' ? 'cannot overwrite existing file' : error.message
    throw new RedirectError(`${path}: ${message}`)
  }
}

/** noclobber refuses regular files only: `>/dev/null` goes on working (POSIX 2.7.2). */
function openExclusive(shell: Environment, path: string): Descriptor {
  const status = shell.host.stat(shell.resolvePath(path), true)
  const mode = status !== undefined && status.type !== 'file' ? 'write' : 'exclusive'
  return shell.host.open(path, mode, shell.umask, shell.cwd)
}

function ownDescriptor(shell: Environment, path: string, fd: number): SharedDescriptor {
  const handle = shell.descriptors.shared(fd)
  if (handle === undefined) throw new RedirectError(`${path}: No such file or directory`)
  return handle.use()
}

function shared(descriptor: Descriptor): SharedDescriptor {
  return new SharedDescriptor(descriptor).use()
}
