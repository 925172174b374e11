import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import {
  braceExpand,
  type CompiledWord,
  compileAssignmentValue,
  compileElementValue,
  compileWord,
  mayHaveBraces,
  ShellError,
} from '../expand/index.ts'
import type { ArrayElement, ArrayLiteral, Assignment, Literal, Word } from '../syntax/index.ts'
import type { Element } from './assign.ts'
import { elementFault } from './element-fault.ts'
import type { Environment } from './environment.ts'
import { forEachInTurn } from './sequence.ts'
import { expandWords } from './words.ts'
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

/** `makesAssociative`: an argument of `declare -A`. */
export function compileAssignment(node: Assignment, makesAssociative = false): CompiledAssignment {
  const key = node.subscript === undefined ? undefined : compileWord(node.subscript)
  const isAssociative = (shell: Environment): boolean =>
    makesAssociative || shell.variables.find(node.name)?.array === 'associative'
  const expand =
    node.value.type === 'Word' ? compileScalar(node.value) : compileArray(node.value, isAssociative)
  const subscript = (shell: Environment): MaybePromise<string | undefined> => key?.string(shell.expansions)
  const finish = (shell: Environment, text: string | undefined, value: string | readonly Element[]): void => {
    if (shell.options.xtrace) traceAssignment(shell, node, value)
    const fault = text === undefined ? undefined : elementFault(shell, node, text)
    if (fault !== undefined) throw new ShellError(fault)
    store(shell, node, text, value)
  }
  // bash expands the value first: in `a[$x]=$((x=2))` the subscript is 2.
  const assignElement = (shell: Environment): MaybePromise<void> =>
    chain(expand(shell), value => chain(subscript(shell), text => finish(shell, text, value)))
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
function compileArray(
  literal: ArrayLiteral,
  isAssociative: (shell: Environment) => boolean,
): CompiledAssignment['expand'] {
  if (literal.elements.every(element => element.key === undefined)) return compileList(literal)
  const codes = literal.elements.map(element => {
    const key = element.key === undefined ? undefined : compileWord(element.key)
    const value = key === undefined ? compileWord(element.value) : compileElementValue(element.value)
    return { key, value, append: element.append, element }
  })
  return shell => {
    const out: Element[] = []
    const done = forEachInTurn(codes, ({ key, value, append, element }) => {
      if (key === undefined) return expandPlain(shell, value, out)
      const braced = isAssociative(shell) ? undefined : bracedWord(shell, element)
      if (braced !== undefined) return expandPlain(shell, braced, out)
      return expandKeyed(shell, key, value, append, out)
    })
    return isPromise(done) ? done.then(() => out) : out
  }
}

/** No element has a key: words like a command's. */
function compileList(literal: ArrayLiteral): CompiledAssignment['expand'] {
  const words = literal.elements.map(element => compileWord(element.value))
  return shell => chain(expandWords(words, shell), fields => fields.map(value => ({ append: false, value })))
}

const bracedWords = new WeakMap<ArrayElement, CompiledWord | null>()

/** bash expands braces first: of `[5]=w{1,2}` come the words `[5]=w1` and `[5]=w2`, which are no assignments any more. */
function bracedWord(shell: Environment, element: ArrayElement): CompiledWord | undefined {
  if (!shell.options.get('braceexpand')) return undefined
  let braced = bracedWords.get(element)
  if (braced === undefined) {
    const word = wordOf(element)
    const expands = mayHaveBraces(word) && braceExpand(word)[0] !== word
    bracedWords.set(element, (braced = expands ? compileWord(word) : null))
  }
  return braced ?? undefined
}

/** `[key]=value` as a word. */
function wordOf({ key, append, value }: ArrayElement): Word {
  const [start, end] = [(key ?? value).start, value.end]
  const literal = (text: string): Literal => ({ type: 'Literal', start, end, value: text })
  const parts = [literal('['), ...(key?.parts ?? []), literal(append ? ']+=' : ']='), ...value.parts]
  return { type: 'Word', start, end, parts }
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
