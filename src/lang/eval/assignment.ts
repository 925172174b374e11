import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { type CompiledWord, compileAssignmentValue, compileWord } from '../expand/index.ts'
import type { ArrayLiteral, Assignment, Word } from '../syntax/index.ts'
import type { Element } from './assign.ts'
import type { Environment } from './environment.ts'
import { forEachInTurn } from './sequence.ts'
import { traceAssignment } from './xtrace.ts'

/** An assignment made ready to run. */
export interface CompiledAssignment {
  readonly node: Assignment
  /** Its value expanded; for an array the elements. */
  expand(shell: Environment): MaybePromise<string | readonly Element[]>
  /** Subscript expanded, `x[…]=`. */
  subscript(shell: Environment): MaybePromise<string | undefined>
  /** Expands, shows (xtrace) and assigns. */
  assign(shell: Environment): MaybePromise<void>
}

export function compileAssignment(node: Assignment): CompiledAssignment {
  const key = node.subscript === undefined ? undefined : compileWord(node.subscript)
  const expand = node.value.type === 'Word' ? compileScalar(node.value) : compileArray(node.value)
  const subscript = (shell: Environment): MaybePromise<string | undefined> => key?.string(shell.expansions)
  const finish = (shell: Environment, text: string | undefined, value: string | readonly Element[]): void => {
    if (shell.options.xtrace) traceAssignment(shell, node, value)
    store(shell, node, text, value)
  }
  const assignElement = (shell: Environment): MaybePromise<void> =>
    chain(subscript(shell), text => chain(expand(shell), value => finish(shell, text, value)))
  const finishLater = (shell: Environment, value: ReturnType<typeof expand>): MaybePromise<void> =>
    chain(value, found => finish(shell, undefined, found))
  const assign = (shell: Environment): MaybePromise<void> => {
    if (key !== undefined) return assignElement(shell)
    const value = expand(shell)
    return typeof value === 'string' ? finish(shell, undefined, value) : finishLater(shell, value)
  }
  return { node, expand, subscript, assign }
}

function store(
  shell: Environment,
  node: Assignment,
  subscript: string | undefined,
  value: string | readonly Element[],
): void {
  const { variables } = shell
  if (typeof value !== 'string') variables.assignElements(node.name, value, node.append)
  else if (subscript !== undefined) variables.setElement(node.name, subscript, value, node.append)
  else if (node.append) variables.append(node.name, value)
  else variables.set(node.name, value)
}

function compileScalar(word: Word): CompiledAssignment['expand'] {
  const value = compileAssignmentValue(word)
  const { constant } = value
  if (constant !== undefined) return () => constant
  return shell => value.string(shell.expansions)
}

/** `(a "b c" [5]=d)`: elements without a key are words like a command's, those with one are assignments. */
function compileArray(literal: ArrayLiteral): CompiledAssignment['expand'] {
  const codes = literal.elements.map(element => {
    const key = element.key === undefined ? undefined : compileWord(element.key)
    const value = key === undefined ? compileWord(element.value) : compileAssignmentValue(element.value)
    return { key, value, append: element.append }
  })
  return shell => {
    const out: Element[] = []
    const done = forEachInTurn(codes, ({ key, value, append }) =>
      key === undefined ? expandPlain(shell, value, out) : expandKeyed(shell, key, value, append, out),
    )
    return isPromise(done) ? done.then(() => out) : out
  }
}

function expandPlain(shell: Environment, word: CompiledWord, out: Element[]): MaybePromise<void> {
  return chain(word.fields(shell.expansions), fields => {
    for (const value of fields) out.push({ append: false, value })
  })
}

function expandKeyed(
  shell: Environment,
  key: CompiledWord,
  word: CompiledWord,
  append: boolean,
  out: Element[],
): MaybePromise<void> {
  return chain(key.string(shell.expansions), text =>
    chain(word.string(shell.expansions), value => {
      out.push({ key: text, append, value })
    }),
  )
}
