import { type PoolFunction, PoolTimeout } from '../../jobs/index.ts'
import type { Shell } from '../../lang/eval/index.ts'
import { CommandFailed, type CommandResult, Commands } from './commands.ts'
import { makePace } from './pace.ts'
import { TaskRun, type TaskRunParts } from './task-run.ts'
import { type Template, TemplateError } from './template.ts'

/** Runs commands over inputs; gives the status. */
export async function runCommands(parts: TaskRunParts & { readonly template: Template }): Promise<number> {
  const { options, shell, template } = parts
  const run = new TaskRun(parts)
  const backend = new Commands({
    shell,
    size: options.jobs,
    template,
    output: options.output,
    delayMs: options.delayMs,
    nice: options.nice,
    directory: checkedDirectory('--wd', options.directory, shell),
    isFile: options.pipe?.isFile === true,
    temporary: checkedDirectory('--tmpdir', options.temporary, shell),
    line: (text, stream, input, slot) => run.report.line(text, stream, input, slot),
    pace: makePace(options, shell),
    ending: options.ending,
  })
  return await run.run({
    backend,
    fn: commandFunction,
    argument: input => input,
    result: value => value as CommandResult,
    failure: error => resultOf(error),
    close: () => backend.close(),
  })
}

function resultOf(error: unknown): CommandResult | undefined {
  if (error instanceof CommandFailed) return error.result
  return error instanceof PoolTimeout ? (error as PoolTimeout & { result?: CommandResult }).result : undefined
}

function checkedDirectory(option: string, given: string | undefined, shell: Shell): string | undefined {
  if (given === undefined) return undefined
  const directory = shell.resolvePath(given)
  if (shell.host.stat(directory, true)?.type === 'directory') return directory
  throw new TemplateError(`${option} ${given}: not a directory`)
}

/** Commands are no functions: what is called is the template's affair. */
const commandFunction: PoolFunction = {
  call: () => undefined,
  pack: () => undefined,
  packArgument: () => undefined,
  trace: stack => stack,
}
