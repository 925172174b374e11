import type { Builtin, Invocation, Ports, Running, Shell } from '../lang/eval/index.ts'
import { SystemError } from '../os/index.ts'
import { runCommands } from './pool/command-run.ts'
import { showAll } from './pool/dry-run.ts'
import { runFunction } from './pool/function-run.ts'
import { taskInputs } from './pool/grouping.ts'
import { openValues, splitSources, type SourceReaders, type TaskInput } from './pool/inputs.ts'
import { failedTasks, finishedTasks } from './pool/joblog.ts'
import { pipeInputs, Spool } from './pool/pipe-inputs.ts'
import { type PoolCommandOptions, readPoolOptions } from './pool/options.ts'
import { filtered } from './pool/filtered-inputs.ts'
import { ExpressionError, makeEvaluate, TaskSkipped } from './pool/expressions.ts'
import { ResultFolder } from './pool/result-folder.ts'
import { runSemaphore, type SemaphoreOptions } from './pool/semaphore.ts'
import { SubstitutionError } from './pool/substitution.ts'
import { taskEnvironment } from './pool/task-environment.ts'
import { messageOf, type TaskRunParts } from './pool/task-run.ts'
import type { Evaluate } from './pool/replace.ts'
import { makeTemplate, quoted, type Template, TemplateError } from './pool/template.ts'
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
  // What a semaphore starts are jobs of the shell's own.
  isJob: args => !args.some(arg => semaphoreOptions.test(arg)),
  run(args, ports, shell, invocation) {
    if (args[0] === '--help') return showHelp(pool, ports)
    const options = readPoolOptions(args)
    if (typeof options === 'string') return misused(pool, options, ports, shell)
    if (options.semaphore !== undefined)
      return startSemaphore(options.semaphore, options, ports, shell, invocation)
    return start(options, args.length - options.operands.length, ports, shell, invocation)
  },
}

const semaphoreOptions = /^--(?:semaphore|id$|id=|st$|st=|fg$|bg$|wait$)/

function startSemaphore(
  semaphore: SemaphoreOptions,
  options: PoolCommandOptions,
  ports: Ports,
  shell: Shell,
  { functions }: Invocation,
): Running {
  if (functions !== undefined && functions.size > 0)
    return misused(pool, '--semaphore: for commands, not for functions', ports, shell)
  if (options.operands.length === 0 && !semaphore.waitsForAll)
    return misused(pool, '--semaphore: which command?', ports, shell)
  if (shell.host.lock === undefined)
    return failed(shell, 'pool: --semaphore: there are no locks on this system')
  return runSemaphore(semaphore, options, shell)
}

async function start(
  options: PoolCommandOptions,
  from: number,
  ports: Ports,
  shell: Shell,
  { functions }: Invocation,
): Promise<Awaited<Running>> {
  const given = splitSources(options.operands, options.separators)
  const { sources } = given
  // The commands are the joblog's.
  const command = options.retriesFailed ? [] : given.command
  const fn = options.retriesFailed ? undefined : functions?.get(from)
  if (fn !== undefined && options.pipe?.isRoundRobin === true)
    return failed(
      shell,
      'pool: --round-robin: for commands; a function gets its pieces one by one (--pipe)',
      2,
    )
  const misuse = misusedPipe(options, sources.length > 0, fn !== undefined)
  if (misuse !== undefined) return failed(shell, `pool: ${misuse}`, 2)
  if (fn !== undefined && command.length > 1) return failed(shell, 'pool: a function takes no arguments', 2)
  const readers: SourceReaders = {
    standard: ports.in,
    open: file => shell.host.open(shell.resolvePath(file), 'read', 0, shell.cwd),
  }
  const spool = new Spool(shell)
  try {
    const { pipe } = options
    const stream = pipe?.isFromFile === true ? readers.open(options.files[0] ?? '') : ports.in
    const readsValues = (pipe === undefined || sources.length > 0) && !options.retriesFailed
    const { values, names } = readsValues
      ? await openValues(sources, pipe === undefined ? options : { ...options, files: [] }, readers)
      : { values: nothing(), names: [] }
    // Without a command the values are commands themselves, of this shell's own language.
    const isCommands = command.length === 0 || (command.length === 1 && command[0] === options.replace)
    const words = isCommands ? ['eval', options.replace] : command
    const texts = [...(fn === undefined ? words : []), options.tag, options.results, options.filter]
    const evaluate = await makeEvaluate(texts, options, names, shell)
    const template = makeTemplate(
      fn === undefined ? words : ['true'],
      {
        syntax: options,
        names,
        isContext: options.many === 'context',
        isBare: pipe !== undefined && !pipe.isFile,
        isCommands,
        evaluate,
        environment: taskEnvironment(shell.host.pid, options.slotVariable),
      },
      shell,
    )
    const made = (): AsyncGenerator<TaskInput> => {
      if (options.retriesFailed) return failedAgain(shell.resolvePath(options.joblog ?? ''))
      if (pipe === undefined) return taskInputs(values, options, template)
      if (pipe.isTee) return spool.inputs(stream, taskInputs(values, options, template))
      return pipeInputs(stream, options, values)
    }
    const all = await filtered(made(), options, names, evaluate, shell)
    const known = template.needsTotal || options.halt.isPercent ? counted(all) : all
    const some = texts.some(text => text?.includes('skip(')) ? unskipped(known, template) : known
    const inputs = remaining(some, options, { names, shell, evaluate })
    const parts = { options, shell, ports, inputs, evaluate, names }
    if (fn !== undefined) return await runFunction(fn, parts)
    if (options.isQuoting)
      return await showAll(inputs, input => quoted(template.text({ ...input, slot: 1 })), ports)
    if (options.dryRun) return await showAll(inputs, input => template.text({ ...input, slot: 1 }), ports)
    const text: TaskRunParts['text'] = (input, slot) => template.text({ ...input, slot })
    return await runCommands({ ...parts, template, text })
  } catch (error) {
    return explain(error, shell)
  } finally {
    spool.remove()
  }
}

/** Without those that an expression of the command leaves out. */
async function* unskipped(inputs: AsyncGenerator<TaskInput>, template: Template): AsyncGenerator<TaskInput> {
  for await (const input of inputs) {
    try {
      template.text({ ...input, slot: 1 })
    } catch (error) {
      if (error instanceof TaskSkipped) continue
    }
    yield input
  }
}

/** What --pipe cannot do with what there is. */
function misusedPipe(
  { pipe }: PoolCommandOptions,
  hasValues: boolean,
  isFunction: boolean,
): string | undefined {
  if (pipe === undefined) return undefined
  if (pipe.isTee && !hasValues) return '--tee: which tasks? (::: value ...)'
  if (pipe.isTee && pipe.isFile) return '--cat: for pieces of the input; --tee gives each task all of it'
  if (pipe.isFile && pipe.isRoundRobin) return '--cat: for pieces of the input, not for --round-robin'
  if (isFunction && pipe.isFile) return '--cat: for commands; a function gets its piece as a text'
  if (isFunction && hasValues) return '--pipe: a function gets its piece and no values'
  return undefined
}

async function* nothing(): AsyncGenerator<readonly string[]> {
  // There are no values.
}

/** The commands of the joblog that failed, by their numbers. */
async function* failedAgain(path: string): AsyncGenerator<TaskInput> {
  for (const [seq, command] of failedTasks(path)) yield { seq, values: [command] }
}

/** All of them, each with their number. */
async function* counted(inputs: AsyncIterable<TaskInput>): AsyncGenerator<TaskInput> {
  const all = await Array.fromAsync(inputs)
  for (const input of all) yield { ...input, total: all.length }
}

/** What cannot cross to a worker, and what workers cannot have. */
const refusals = new Set(['TransportError', 'PoolRefusal'])

/** What is wrong with the words of the command. */
const mistakes = [TemplateError, SubstitutionError, ExpressionError]

function explain(error: unknown, shell: Shell): number {
  if (mistakes.some(mistake => error instanceof mistake) && error instanceof Error)
    return failed(shell, `pool: ${error.message}`, 2)
  // A reader that left, and faults of ours, are the evaluator's.
  if ((error as { name?: unknown }).name === 'PoolRefusal')
    return failed(shell, `pool: ${messageOf(error)}`, 2)
  if (error instanceof SystemError || refusals.has(String((error as { name?: unknown }).name)))
    return failed(shell, `pool: ${messageOf(error)}`)
  throw error
}

/** Those that the joblog, or without one the folder of results, does not know as finished. */
function remaining(
  inputs: AsyncGenerator<TaskInput>,
  options: PoolCommandOptions,
  parts: { readonly names: readonly string[]; readonly shell: Shell; readonly evaluate: Evaluate },
): AsyncGenerator<TaskInput> {
  const { joblog, resume, results } = options
  const { names, shell, evaluate } = parts
  if (resume === 'no') return inputs
  if (joblog !== undefined) {
    const finished = finishedTasks(shell.resolvePath(joblog), resume)
    return unfinished(inputs, ({ seq }) => finished.has(seq))
  }
  const folder = new ResultFolder(results ?? '', shell.cwd, options, names, evaluate)
  return unfinished(inputs, input => folder.has({ ...input, slot: 1 }))
}

async function* unfinished(
  inputs: AsyncGenerator<TaskInput>,
  isFinished: (input: TaskInput) => boolean,
): AsyncGenerator<TaskInput> {
  for await (const input of inputs) if (!isFinished(input)) yield input
}
