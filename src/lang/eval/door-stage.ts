import { chain, isPromise } from '../../value/index.ts'
import type { Command, SimpleCommand, TypeScriptDoor } from '../syntax/index.ts'
import { beforeCommand } from './before.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import type { Running } from './outcome.ts'
import { redirected } from './redirect.ts'

/** The door that is a whole command (`… | @(expr) | …`), or undefined. */
export function doorOf(command: Command): TypeScriptDoor | undefined {
  if (command.type !== 'SimpleCommand' || command.assignments.length > 0) return undefined
  const [word] = command.words
  if (command.words.length !== 1 || word?.type !== 'Word') return undefined
  const [part] = word.parts
  return word.parts.length === 1 && part?.type === 'TypeScriptDoor' ? part : undefined
}

/** `@(expr)` as a stage: a function is called with the stage's input, any other value is given out. */
export function compileDoorStage(node: SimpleCommand, door: TypeScriptDoor): Code {
  return redirected(node.redirects, shell => {
    shell.node = node
    return chain(beforeCommand(shell, node), outcome => outcome ?? runDoor(shell, door))
  })
}

function runDoor(shell: Environment, door: TypeScriptDoor): Running {
  const { runStage } = shell.session
  // What the expression throws is the stage's failure: its message, status 1.
  const fail = (error: unknown) =>
    runStage(() => {
      throw error
    }, shell)
  try {
    const value = shell.bindings.evaluate(door, shell)
    return isPromise(value) ? value.then(result => runStage(result, shell), fail) : runStage(value, shell)
  } catch (error) {
    return fail(error)
  }
}
