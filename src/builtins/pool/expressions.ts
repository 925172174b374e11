import type { Shell } from '../../lang/eval/index.ts'
import { type Evaluate, type PlaceholderSyntax, splitPlaceholders } from './replace.ts'
import { readSubstitutions } from './substitution.ts'

/** Makes functions of the expressions in texts (`{= _.length =}`, `{= s/a/b/ =}`), once. */
export async function makeEvaluate(
  texts: readonly (string | undefined)[],
  syntax: PlaceholderSyntax,
  names: readonly string[],
  shell: Shell,
): Promise<Evaluate> {
  const made = new Map<string, Compiled>()
  for (const text of texts)
    for (const piece of text === undefined ? [] : splitPlaceholders(text, syntax, names)) {
      if (typeof piece === 'string' || piece.expression === undefined || made.has(piece.expression)) continue
      const { expression } = piece
      made.set(expression, readSubstitutions(expression) ?? (await compileExpression(expression, [], shell)))
    }
  return (expression, value, { seq, slot, values }) => made.get(expression)?.(value, { seq, slot, values })
}

export type Compiled = (value: string, ...rest: unknown[]) => unknown

/** An expression of TypeScript as a function of a value `_`, its `task`, and what else there is. */
export async function compileExpression(
  expression: string,
  parameters: readonly string[],
  shell: Shell,
): Promise<Compiled> {
  const text = `(${['_', 'task', ...parameters].join(', ')}) => (${expression})`
  const fn = await shell.bindings.evaluate(
    { type: 'TypeScriptDoor', expression: text, expressionStart: 0, index: 0, start: 0, end: text.length },
    shell,
  )
  return fn as Compiled
}
