import type { Builtin, Invocation, Ports, Running, Shell } from '../lang/eval/index.ts'
import { SystemError } from '../os/index.ts'
import { runCommands } from './pool/command-run.ts'
import { runFunction } from './pool/function-run.ts'
import { openValues, splitSources, taskInputs, type SourceReaders, type TaskInput } from './pool/inputs.ts'
import { finishedTasks } from './pool/joblog.ts'
import { type PoolCommandOptions, readPoolOptions } from './pool/options.ts'
import { hasResults } from './pool/result-folder.ts'
import { messageOf } from './pool/task-run.ts'
import { type Evaluate, splitPlaceholders } from './pool/replace.ts'
import { makeTemplate, TemplateError } from './pool/template.ts'
import { failed, misused, showHelp } from './usage.ts'

/** `pool`: a command, or a function, for each of many inputs, several at a time. GNU parallel's options and meaning. */
export const pool: Builtin = {
  name: 'pool',
  synopsis: 'pool [-j n] [-k] [option ...] command [argument ...] [::: value ...]',
  summary: 'Run a command or a function for each of many inputs, several at a time.',
  examples: [
    { line: 'pool -k echo item {} ::: a b', shows: 'item a\nitem b\n' },
    { line: "seq 3 | pool -k 'echo $(({} * 2))'", shows: '2\n4\n6\n' },
    { line: 'pool -k echo {1}-{2} ::: a b ::: 1 2', shows: 'a-1\na-2\nb-1\nb-2\n' },
  ],
  takesFunctions: true,
  isJob: true,
  run(args, ports, shell, invocation) {
    if (args[0] === '--help') return showHelp(pool, ports)
    const options = readPoolOptions(args)
    if (typeof options === 'string') return misused(pool, options, ports, shell)
    return start(options, args.length - options.operands.length, ports, shell, invocation)
  },
}

async function start(
  options: PoolCommandOptions,
  from: number,
  ports: Ports,
  shell: Shell,
  { functions }: Invocation,
): Promise<Awaited<Running>> {
  const { command, sources } = splitSources(options.operands)
  const fn = functions?.get(from)
  if (fn !== undefined && command.length > 1) return failed(shell, 'pool: a function takes no arguments', 2)
  const readers: SourceReaders = {
    standard: ports.in,
    open: file => shell.host.open(shell.resolvePath(file), 'read', 0, shell.cwd),
  }
  try {
    const { values, names } = await openValues(sources, options, readers)
    const inputs = remaining(taskInputs(values, options), options, names, shell)
    if (fn !== undefined) {
      const evaluate = await evaluator([], options, names, shell)
      return await runFunction(fn, { options, shell, ports, inputs, evaluate, names })
    }
    // Without a command the values are commands themselves, of this shell's own language.
    const words = command.length === 0 ? ['eval', '{}'] : command
    const evaluate = await evaluator(words, options, names, shell)
    const template = makeTemplate(
      words,
      { replace: options.replace, names, isContext: options.many === 'context', evaluate },
      shell,
    )
    if (options.dryRun) return await showAll(inputs, template, ports)
    return await runCommands({
      options,
      shell,
      ports,
      template,
      inputs,
      evaluate,
      names,
      text: (input, slot) => template.text({ ...input, slot }),
    })
  } catch (error) {
    return explain(error, shell)
  }
}

/** What cannot cross to a worker, and what workers cannot have. */
const refusals = new Set(['TransportError', 'PoolRefusal'])

function explain(error: unknown, shell: Shell): number {
  if (error instanceof TemplateError) return failed(shell, `pool: ${error.message}`, 2)
  // A reader that left, and faults of ours, are the evaluator's.
  if (error instanceof SystemError || refusals.has(String((error as { name?: unknown }).name)))
    return failed(shell, `pool: ${messageOf(error)}`)
  throw error
}

async function showAll(
  inputs: AsyncIterator<TaskInput>,
  template: ReturnType<typeof makeTemplate>,
  ports: Ports,
): Promise<number> {
  for (;;) {
    const step = await inputs.next()
    if (step.done === true) return 0
    await ports.out.line(template.text({ ...step.value, slot: 1 }))
  }
}

/** Those that the joblog, or without one the folder of results, does not know as finished. */
function remaining(
  inputs: AsyncGenerator<TaskInput>,
  { joblog, resume, results }: PoolCommandOptions,
  names: readonly string[],
  shell: Shell,
): AsyncGenerator<TaskInput> {
  if (resume === 'no') return inputs
  if (joblog !== undefined) {
    const finished = finishedTasks(shell.resolvePath(joblog), resume)
    return unfinished(inputs, ({ seq }) => finished.has(seq))
  }
  const folder = shell.resolvePath(results ?? '')
  return unfinished(inputs, ({ values }) => hasResults(folder, values, names))
}

async function* unfinished(
  inputs: AsyncGenerator<TaskInput>,
  isFinished: (input: TaskInput) => boolean,
): AsyncGenerator<TaskInput> {
  for await (const input of inputs) if (!isFinished(input)) yield input
}

/** Makes functions of the expressions in a command (`{= _.length =}`), once. */
async function evaluator(
  words: readonly string[],
  options: PoolCommandOptions,
  names: readonly string[],
  shell: Shell,
): Promise<Evaluate> {
  const made = new Map<string, (...args: unknown[]) => unknown>()
  for (const piece of [...words, options.tag ?? ''].flatMap(word =>
    splitPlaceholders(word, options.replace, names),
  ))
    if (typeof piece !== 'string' && piece.expression !== undefined && !made.has(piece.expression))
      made.set(piece.expression, await compile(piece.expression, shell))
  return (expression, value, { seq, slot, values }) => made.get(expression)?.(value, { seq, slot, values })
}

async function compile(expression: string, shell: Shell): Promise<(...args: unknown[]) => unknown> {
  const text = `(_, task) => (${expression})`
  const fn = await shell.bindings.evaluate(
    { type: 'TypeScriptDoor', expression: text, expressionStart: 0, index: 0, start: 0, end: text.length },
    shell,
  )
  return fn as (...args: unknown[]) => unknown
}
