import type { Shell } from '../../lang/eval/index.ts'
import { compileExpression } from './expressions.ts'
import { filterValue, readFilter } from './filter.ts'
import type { TaskInput } from './inputs.ts'
import type { PoolCommandOptions } from './options.ts'
import type { Evaluate } from './replace.ts'

/** Those for which the condition of --filter is true; all of them without one. */
export async function filtered(
  inputs: AsyncGenerator<TaskInput>,
  options: PoolCommandOptions,
  names: readonly string[],
  evaluate: Evaluate,
  shell: Shell,
): Promise<AsyncGenerator<TaskInput>> {
  if (options.filter === undefined) return inputs
  const filter = readFilter(options.filter, options, names)
  const isTrue = await compileExpression(filter.code, ['$values', '$of'], shell)
  return chosen(inputs, input => {
    const task = { seq: input.seq, values: input.values }
    return Boolean(isTrue(input.values[0] ?? '', task, filter.texts(input, evaluate), filterValue))
  })
}

async function* chosen(
  inputs: AsyncGenerator<TaskInput>,
  isChosen: (input: TaskInput) => boolean,
): AsyncGenerator<TaskInput> {
  for await (const input of inputs) if (isChosen(input)) yield input
}
