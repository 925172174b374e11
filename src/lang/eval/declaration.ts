import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { braceExpand, compileWord, mayHaveBraces, ShellError } from '../expand/index.ts'
import type { Assignment, Word } from '../syntax/index.ts'
import type { Element } from './assign.ts'
import { type CompiledAssignment, compileAssignment } from './assignment.ts'
import type { DeclarationArgument } from './builtin.ts'
import { elementFault } from './element-fault.ts'
import type { Environment } from './environment.ts'
import { forEachInTurn } from './sequence.ts'

/** A command's words as fields; of a declaration builtin's the assignments as such besides. */
export interface ExpandedArguments {
  readonly fields: string[]
  readonly declarations?: readonly DeclarationArgument[]
  readonly functions?: ReadonlyMap<number, (...args: never[]) => unknown>
}

type Argument = (
  shell: Environment,
  fields: string[],
  declarations: DeclarationArgument[],
) => MaybePromise<void>

/** The words of a command with arguments like `x=(1 2)` or `x=~/a`: those are expanded as assignments are. */
export function compileArguments(
  words: readonly (Word | Assignment)[],
): (shell: Environment) => MaybePromise<ExpandedArguments> {
  const makesAssociative = words.some(word => word.type === 'Word' && isAssociativeFlag(word))
  const codes = words.map(word => (word.type === 'Word' ? plain(word) : declared(word, makesAssociative)))
  return shell => {
    const fields: string[] = []
    const declarations: DeclarationArgument[] = []
    const done = forEachInTurn(codes, code => code(shell, fields, declarations))
    const result = (): ExpandedArguments => ({ fields, declarations: declarations.slice(1) })
    return isPromise(done) ? done.then(result) : result()
  }
}

function plain(word: Word): Argument {
  const compiled = compileWord(word)
  return (shell, fields, declarations) =>
    chain(compiled.fields(shell.expansions), more => {
      for (const field of more) {
        fields.push(field)
        declarations.push(field)
      }
    })
}

/** `-A`, `-gA` */
function isAssociativeFlag(word: Word): boolean {
  return /^-[a-z]*A/.test(compileWord(word).constant ?? '')
}

/** `export x={a,b}`: what makes it an assignment comes after the braces, so it is two of them, as in bash. */
function declared(node: Assignment, makesAssociative: boolean): Argument {
  const whole = declaredOnce(node, makesAssociative)
  const { value } = node
  if (value.type !== 'Word' || !mayHaveBraces(value)) return whole
  const each = braceExpand(value).map(one => declaredOnce({ ...node, value: one }, makesAssociative))
  return (shell, fields, declarations) =>
    shell.expansions.option('braceexpand')
      ? forEachInTurn(each, code => code(shell, fields, declarations))
      : whole(shell, fields, declarations)
}

function declaredOnce(node: Assignment, makesAssociative: boolean): Argument {
  const assignment = compileAssignment(node, makesAssociative)
  return (shell, fields, declarations) =>
    chain(assignment.subscript(shell), subscript =>
      chain(assignment.expand(shell), value => {
        const fault = subscript === undefined ? undefined : elementFault(shell, node, subscript)
        if (fault !== undefined && typeof value !== 'string') throw new ShellError(fault)
        fields.push(fieldText(assignment, subscript, value))
        declarations.push({
          name: node.name,
          append: node.append,
          ...(subscript === undefined ? {} : { subscript }),
          ...(fault === undefined ? {} : { fault }),
          node,
          value: typeof value === 'string' ? value : { elements: value },
        })
      }),
    )
}

/** The argument as one field, for commands that are no declaration builtins after all. */
function fieldText(
  assignment: CompiledAssignment,
  subscript: string | undefined,
  value: string | readonly Element[],
): string {
  const { name, append } = assignment.node
  const index = subscript === undefined ? '' : `[${subscript}]`
  const text = typeof value === 'string' ? value : `(${value.map(element => element.value).join(' ')})`
  return `${name}${index}${append ? '+' : ''}=${text}`
}
