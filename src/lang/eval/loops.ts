import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { failing } from './arithmetic-command.ts'
import { compileArithmeticExpression, compileWord } from '../expand/index.ts'
import type { ArithmeticFor, ForClause, WhileClause, Word } from '../syntax/index.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { runGuarded } from './guard.ts'
import { type Outcome, type Running, type Status, succeeded } from './outcome.ts'
import { beforeCommand } from './before.ts'
import { repeat } from './sequence.ts'
import { expandWords } from './words.ts'
import { traceLoop, traceText } from './xtrace.ts'

type Step = MaybePromise<Outcome | undefined>

/** The status of the last body and what to do with a body's outcome. */
export class Loop {
  status: Status = succeeded

  /** undefined: go on; else what the loop ends with. */
  after(outcome: Outcome): Outcome | undefined {
    if (typeof outcome === 'number') {
      this.status = outcome
      return undefined
    }
    if (outcome.type === 'break') {
      this.status = outcome.loopStatus ?? succeeded
      return outcome.levels > 1 ? { ...outcome, levels: outcome.levels - 1 } : this.status
    }
    if (outcome.type === 'continue') {
      this.status = outcome.loopStatus ?? succeeded
      return outcome.levels > 1 ? { ...outcome, levels: outcome.levels - 1 } : undefined
    }
    return outcome
  }

  body(shell: Environment, code: Code): Step {
    const running = code(shell)
    if (typeof running === 'number') {
      this.status = running
      return undefined
    }
    return isPromise(running) ? this.#later(running) : this.after(running)
  }

  async #later(running: Promise<Outcome>): Promise<Outcome | undefined> {
    return this.after(await running)
  }
}

export function inLoop(shell: Environment, run: () => Running): Running {
  shell.loops++
  const leave = (): void => {
    if (shell.loops > 0) shell.loops--
  }
  let running: Running
  try {
    running = run()
  } catch (error) {
    leave()
    throw error
  }
  if (isPromise(running)) return running.finally(leave)
  leave()
  return running
}

/** `while list; do list; done`, `until …` (POSIX 2.9.4). */
export function compileWhile(node: WhileClause, compiler: Compiler): Code {
  const condition = compiler.list(node.condition)
  const body = compiler.list(node.body)
  const goesOn = (status: Status): boolean => (status === 0) !== node.until
  return shell =>
    inLoop(shell, () => {
      const loop = new Loop()
      const judge = (outcome: Outcome): Step => {
        if (typeof outcome !== 'number') return loop.after(outcome)
        return goesOn(outcome) ? loop.body(shell, body) : loop.status
      }
      return repeat(shell, () => {
        const asked = runGuarded(shell, condition)
        return typeof asked === 'number' ? judge(asked) : chain(asked, judge)
      })
    })
}

/** `for x in words; do list; done`; without `in`, over the positional parameters. */
export function compileFor(node: ForClause, compiler: Compiler): Code {
  const words = node.words === undefined ? undefined : compileWords(node.words)
  const body = compiler.list(node.body)
  const isName = /^[A-Za-z_]\w*$/.test(node.variable)
  return shell => {
    shell.node = node
    if (!isName) return (shell.complain(`\`${node.variable}': not a valid identifier`), 1)
    return inLoop(shell, () => {
      // In bash `break` in a substitution of the words is in the loop already.
      const items = words === undefined ? shell.positional : words(shell)
      return chain(items, list => runFor(shell, node, list, body))
    })
  }
}

function compileWords(words: readonly Word[]): (shell: Environment) => MaybePromise<string[]> {
  const compiled = words.map(word => compileWord(word))
  return shell => expandWords(compiled, shell)
}

function runFor(shell: Environment, node: ForClause, items: readonly string[], body: Code): Running {
  const loop = new Loop()
  let at = 0
  return repeat(shell, () => {
    const item = items[at++]
    if (item === undefined) return loop.status
    shell.node = node
    traceLoop(shell, node)
    const before = beforeCommand(shell, node)
    if (before !== undefined)
      return chain(before, outcome => {
        if (outcome !== undefined) return outcome
        return assignLoop(shell, node.variable, item) ?? loop.body(shell, body)
      })
    return assignLoop(shell, node.variable, item) ?? loop.body(shell, body)
  })
}

/** A loop variable that is a nameref is pointed to each name in turn (bash manual, Shell Parameters). */
function assignLoop(shell: Environment, name: string, item: string): Status | undefined {
  const raw = shell.variables.findRaw(name)
  if (raw?.nameref) shell.variables.declare(name, {}, 'here').value = item
  else if (raw?.readonly !== true) shell.variables.set(name, item)
  else {
    // bash: only the loop fails.
    shell.complain(`${name}: readonly variable`)
    return 1
  }
  return undefined
}

/** `for ((init; condition; step)); do list; done` (bash manual, Looping Constructs). */
export function compileArithmeticFor(node: ArithmeticFor, compiler: Compiler): Code {
  const [init, condition, step] = [node.init, node.condition, node.step].map(word => ({
    evaluate: word === undefined ? undefined : compileArithmeticExpression(word),
    word,
  }))
  const body = compiler.list(node.body)
  return shell => {
    shell.node = node
    const value = (part: typeof init): MaybePromise<boolean> => {
      if (shell.options.xtrace) traceText(shell, `(( ${writtenIn(shell, part?.word)} ))`)
      const evaluate = part?.evaluate
      if (evaluate === undefined) return true
      return chain(beforeCommand(shell, node), () =>
        chain(evaluate(shell.expansions), result => Number(result) !== 0),
      )
    }
    return inLoop(shell, () => {
      const loop = new Loop()
      const tick = (going: boolean): Step => {
        if (!going) return loop.status
        return chain(loop.body(shell, body), done => done ?? chain(value(step), () => undefined))
      }
      return failing(shell, '((', () =>
        chain(value(init), () => repeat(shell, () => chain(value(condition), tick))),
      )
    })
  }
}

/** An expression as it was written; none is as good as 1. */
function writtenIn(shell: Environment, word: Word | undefined): string {
  return word === undefined ? '1' : shell.source.text.slice(word.start, word.end).trim()
}
