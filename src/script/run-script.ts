import { makeSource } from '../diag/index.ts'
import type { Outcome } from '../lang/eval/index.ts'
import { whenIdle } from '../os/index.ts'
import {
  applyOptions,
  runStartup,
  setInteractiveVariables,
  type Arguments,
  type Nacre,
} from '../shell/index.ts'
import { checkText } from './check.ts'
import { runFile } from './run-file.ts'
import { runStandardInput } from './standard-input.ts'

/** Runs what the command line names; gives the exit status. The EXIT trap has run when it does. */
export async function runScript(nacre: Nacre, args: Arguments): Promise<number> {
  const refused = applyOptions(nacre, args)
  if (refused !== undefined) {
    nacre.shell.complain(refused)
    return 2
  }
  if (nacre.session.interactive) setInteractiveVariables(nacre)
  // Other scripts read none.
  const left = args.login || nacre.session.interactive ? await runStartup(nacre, args) : undefined
  if (left !== undefined) return left
  return await nacre.shell.finish(withExitCode(await untilIdle(nacre, runText(nacre, args))))
}

/** A script that comes to its end has the status that its code asked for, as in Node; else its last command's. */
function withExitCode(outcome: Outcome): Outcome {
  const { exitCode } = process
  return typeof outcome === 'number' && exitCode !== undefined ? Number(exitCode) & 255 : outcome
}

/** Node's, for an `await` that never ends. */
const unsettled = 13

/** Waits for it as long as there is anything that could end it. */
async function untilIdle(nacre: Nacre, running: Promise<Outcome>): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  const forget = whenIdle(() => {
    nacre.typescript.reportUnsettled()
    resolve({ type: 'exit', status: unsettled })
  })
  return await Promise.race([running, promise]).finally(forget)
}

async function runText(nacre: Nacre, args: Arguments): Promise<Outcome> {
  if (args.mode === 'file' && args.watch && !args.parseOnly)
    return await (await import('./watch-file.ts')).watchFile(nacre, args)
  if (args.mode === 'file') return await runFile(nacre, args.file ?? '', args)
  if (args.mode === 'stdin') return await runStandardInput(nacre, args)
  const source = makeSource('-c', args.code ?? '')
  if (args.parseOnly) return checkText(nacre, source)
  return await nacre.run(source, { show: false, onError: 'exit' })
}
