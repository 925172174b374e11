import type { TaskInput } from './inputs.ts'
import type { PoolCommandOptions } from './options.ts'
import { type Template, TemplateError } from './template.ts'

type Rows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>
type Grouping = Pick<PoolCommandOptions, 'perJob' | 'many' | 'jobs' | 'shuffle' | 'longest' | 'fills'>

/** Puts values together where a task takes several (-N, -n, -X, -m), and numbers the tasks. */
export async function* taskInputs(
  values: Rows,
  options: Grouping,
  template: Pick<Template, 'text'>,
): AsyncGenerator<TaskInput> {
  let seq = 0
  for await (const group of grouped(values, options, template)) yield { seq: ++seq, values: group }
}

async function* grouped(
  values: Rows,
  options: Grouping,
  template: Pick<Template, 'text'>,
): AsyncGenerator<readonly string[]> {
  const { perJob, many, shuffle } = options
  if (shuffle) {
    const all = shuffled(await Array.fromAsync(values))
    return yield* grouped(all, { ...options, shuffle: false }, template)
  }
  // -N0: as many tasks as values, which get none of them.
  if (perJob === 0) for await (const _ of values) yield []
  else if (many === 'no' && perJob === undefined) yield* values
  else yield* filled(values, options, template)
}

/** What a command line may be long, if it is not said (Linux allows 128 KiB for one argument, more for all). */
const usualLongest = 100_000

async function* filled(
  values: Rows,
  { perJob, many, fills, jobs, longest }: Grouping,
  template: Pick<Template, 'text'>,
): AsyncGenerator<readonly string[]> {
  let limit = perJob ?? Number.POSITIVE_INFINITY
  let source = values
  if (many !== 'no' && !fills && perJob === undefined && longest === undefined) {
    const all = await Array.fromAsync(values)
    // Fairly among the workers, as far as they fit.
    limit = Math.ceil(all.length / Math.min(jobs, all.length))
    source = all
  }
  const lengthOf =
    longest === undefined
      ? (group: readonly string[]) => group.reduce((sum, text) => sum + text.length + 1, 0)
      : (group: readonly string[]) => template.text({ seq: 1, slot: 1, values: group }).length
  const most = longest ?? usualLongest
  let group: string[] = []
  let length = 0
  for await (const value of source) {
    length = longest === undefined ? length + lengthOf(value) : lengthOf([...group, ...value])
    if (group.length > 0 && (group.length + value.length > limit || length >= most)) {
      yield group
      group = []
      length = lengthOf(value)
    }
    if (longest !== undefined && length >= most)
      throw new TemplateError(`-s ${longest}: the command line with ${value.join(' ')} is longer`)
    group.push(...value)
  }
  if (group.length > 0) yield group
}

function* shuffled(values: (readonly string[])[]): Generator<readonly string[]> {
  for (let left = values.length; left > 0; left--) {
    const at = Math.floor(Math.random() * left)
    const chosen = values[at]
    values[at] = values[left - 1] ?? []
    if (chosen !== undefined) yield chosen
  }
}
