import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { compileWord, wordValue } from '../expand/index.ts'
import type { TypeScriptDoor, Word } from '../syntax/index.ts'
import type { ExpandedArguments } from './declaration.ts'
import type { Environment } from './environment.ts'
import { forEachInTurn } from './sequence.ts'

type AnyFunction = (...args: never[]) => unknown
type Argument = (
  shell: Environment,
  fields: string[],
  functions: Map<number, AnyFunction>,
) => MaybePromise<void>

/** True if a word is nothing but a door: its value may be a function. */
export function isDoor(word: { readonly type: string }): boolean {
  return doorOf(word as Word) !== undefined
}

function doorOf(word: Word): TypeScriptDoor | undefined {
  const [only] = word.type === 'Word' && word.parts.length === 1 ? word.parts : []
  return only?.type === 'TypeScriptDoor' ? only : undefined
}

/** The words of a builtin that takes functions: a door's function is kept, and stands as the text of the door. */
export function compileFunctionArguments(
  words: readonly Word[],
): (shell: Environment) => MaybePromise<ExpandedArguments> {
  const codes = words.map(word => {
    const door = doorOf(word)
    return door === undefined ? plain(word) : withDoor(door)
  })
  return shell => {
    const fields: string[] = []
    const functions = new Map<number, AnyFunction>()
    const done = forEachInTurn(codes, code => code(shell, fields, functions))
    return isPromise(done) ? done.then(() => ({ fields, functions })) : { fields, functions }
  }
}

function plain(word: Word): Argument {
  const compiled = compileWord(word)
  return (shell, fields) =>
    chain(compiled.fields(shell.expansions), more => {
      fields.push(...more)
    })
}

function withDoor(door: TypeScriptDoor): Argument {
  const label = `@(${door.expression})`
  return (shell, fields, functions) =>
    chain(shell.bindings.evaluate(door, shell), value => {
      if (typeof value === 'function') {
        functions.set(fields.length - 1, value as AnyFunction)
        fields.push(label)
        return undefined
      }
      return chain(wordValue(value, { label, node: door }), text => {
        if (typeof text === 'string') fields.push(text)
        else fields.push(...text)
      })
    })
}
