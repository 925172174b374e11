import type { Shell } from '../../lang/eval/index.ts'
import { quoteWord } from '../../lang/syntax/index.ts'
import { type Evaluate, type PlaceholderSyntax, splitPlaceholders, type TaskValues } from './replace.ts'
import { readSubstitutions } from './substitution.ts'

/** An expression that cannot be read, or has no value. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
}

/** An expression wants its task left out: `skip()`. */
export class TaskSkipped extends Error {
  override readonly name = 'TaskSkipped'
}

/** Makes functions of the expressions in texts (`{= _.length =}`, `{= s/a/b/ =}`), once. */
export async function makeEvaluate(
  texts: readonly (string | undefined)[],
  syntax: PlaceholderSyntax,
  names: readonly string[],
  shell: Shell,
): Promise<Evaluate> {
  const made = new Map<string, (value: string, task: TaskValues) => unknown>()
  for (const text of texts)
    for (const piece of text === undefined ? [] : splitPlaceholders(text, syntax, names)) {
      if (typeof piece === 'string' || piece.expression === undefined || made.has(piece.expression)) continue
      const { expression } = piece
      made.set(expression, readSubstitutions(expression) ?? (await compileValue(expression, shell)))
    }
  return (expression, value, task) => made.get(expression)?.(value, task)
}

export type Compiled = (value: string, ...rest: unknown[]) => unknown

/** What GNU parallel's expressions have by these names; those that are Perl's own as well, as far as they are asked for. */
const helpers = ['$_', '$arg', 'seq', 'slot', 'total_jobs', 'skip', 'Q', 'pQ', 'uc', 'lc'] as const
/** It is written for what it does. */
const deed = /\bskip\(|\$_\s*(?:(?:[-+*/%]|\*\*|&&|\|\||\?\?)?=(?!=)|\+\+|--)|(?:\+\+|--)\s*\$_/

/** As in parallel an expression that changes `$_`, or leaves tasks out, gives what `$_` is then. */
async function compileValue(
  expression: string,
  shell: Shell,
): Promise<(value: string, task: TaskValues) => unknown> {
  const code = deed.test(expression) ? `${expression}), $_` : `${expression})`
  const call = await compileExpression(`(${code}`, helpers, shell, expression)
  return (value, task) => {
    const { seq, slot, values, total } = task
    const result = call(
      value,
      { seq, slot, values, total },
      value,
      ['', ...values],
      () => seq,
      () => slot,
      () => total,
      skip,
      quoteWord,
      quoteWord,
      (text: string) => text.toUpperCase(),
      (text: string) => text.toLowerCase(),
    )
    if (result !== undefined && result !== null) return result
    throw new ExpressionError(`${expression}: gives no value (TypeScript joins texts by +)`)
  }
}

function skip(): never {
  throw new TaskSkipped('left out')
}

/** An expression of TypeScript as a function of a value `_`, its `task`, and what else there is. `shown`: as it was typed. */
export async function compileExpression(
  expression: string,
  parameters: readonly string[],
  shell: Shell,
  shown = expression,
): Promise<Compiled> {
  const text = `(${['_', 'task', ...parameters].join(', ')}) => (${expression})`
  try {
    const fn = await shell.bindings.evaluate(
      { type: 'TypeScriptDoor', expression: text, expressionStart: 0, index: 0, start: 0, end: text.length },
      shell,
    )
    return fn as Compiled
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SyntaxError') throw error
    throw new ExpressionError(`${shown}: ${error.message} (an expression of TypeScript, or s/// and tr///)`)
  }
}
