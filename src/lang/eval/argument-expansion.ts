import { isPromise, type MaybePromise } from '../../value/index.ts'
import { type CompiledWord, compileDeclaredWord, compileWord } from '../expand/index.ts'
import type { SimpleCommand, Word } from '../syntax/index.ts'
import { builtinOf } from './call-builtin.ts'
import { compileArguments, type ExpandedArguments } from './declaration.ts'
import type { Environment } from './environment.ts'
import { compileFunctionArguments, isDoor } from './function-arguments.ts'
import { expandWords } from './words.ts'

/** A command's words, name and arguments, made ready to be expanded. */
export type Expansion = (shell: Environment) => MaybePromise<ExpandedArguments>

/** Words to fields; arguments written as assignments (`declare x=(1 2)`) are kept apart. */
export function compileExpansion(node: SimpleCommand): Expansion {
  if (node.words.some(word => word.type === 'Assignment')) return compileArguments(node.words)
  const [head, ...rest] = node.words as readonly Word[]
  const declared = declaredFrom(node.words as readonly Word[])
  const words: CompiledWord[] = (node.words as readonly Word[]).map((word, at) =>
    at >= declared ? compileDeclaredWord(word) : compileWord(word),
  )
  const expand: Expansion = shell => {
    const fields = expandWords(words, shell)
    return isPromise(fields) ? fields.then(plainArguments) : { fields }
  }
  const name = head?.parts[0]
  if (!rest.some(isDoor) || name?.type !== 'Literal' || head?.parts.length !== 1) return expand
  const withFunctions = compileFunctionArguments(node.words as readonly Word[])
  return shell =>
    builtinOf(shell, name.value)?.takesFunctions === true ? withFunctions(shell) : expand(shell)
}

const declarations = new Set(['declare', 'typeset', 'local', 'export', 'readonly'])

/** Where the arguments of a declaration behind `command` begin. */
function declaredFrom(words: readonly Word[]): number {
  const names = words.map(({ parts: [part, another] }) =>
    part?.type === 'Literal' && another === undefined ? part.value : '',
  )
  const at = names.findIndex(name => name !== 'command')
  return at > 0 && declarations.has(names[at] ?? '') ? at + 1 : Infinity
}

function plainArguments(fields: string[]): ExpandedArguments {
  return { fields }
}
