import type { Source } from '../diag/index.ts'
import { nextStatement, type Statement } from '../lang/classify/index.ts'
import type { Outcome, Shell } from '../lang/eval/index.ts'
import { parseNext } from '../lang/syntax/index.ts'
import type { TypeScriptSession } from './typescript-session.ts'

/** How a text is run. */
export interface RunTextOptions {
  /** Values of TypeScript statements are shown (the interactive prompt); else only those asked for with `= `. */
  readonly show: boolean
  /** What an error in TypeScript or in the syntax does: ends the shell (a script), this text (a line), or nothing. */
  readonly onError: 'exit' | 'stop' | 'go-on'
}

/**
 * Runs a text of both grammars, statement by statement: each is judged with the names that the ones before it declared.
 * A syntax error is reported and gives 2; what stood before it has run, as in sh.
 */
export async function runText(
  shell: Shell,
  typescript: TypeScriptSession,
  source: Source,
  options: RunTextOptions,
): Promise<Outcome> {
  let outcome: Outcome = shell.status
  for (let offset = 0; offset < source.text.length;) {
    const statement = nextStatement(source, offset, typescript.names())
    const step = await runStatement(shell, typescript, source, statement, options)
    offset = step.next
    if (step.outcome === undefined) continue
    outcome = step.outcome
    if (typeof outcome !== 'number') return outcome
    shell.status = outcome
    if (step.stops && options.onError !== 'go-on')
      return options.onError === 'exit' ? { type: 'exit', status: outcome } : outcome
  }
  return outcome
}

interface Step {
  readonly next: number
  /** Undefined: nothing ran (a comment). */
  readonly outcome?: Outcome
  /** A script ends here. */
  readonly stops?: boolean
}

/** Runs one statement. */
export async function runStatement(
  shell: Shell,
  typescript: TypeScriptSession,
  source: Source,
  statement: Statement,
  options: RunTextOptions,
): Promise<Step> {
  const { next, kind } = statement
  switch (kind) {
    case 'comment':
      return { next }
    case 'error':
      return refuse(shell, source, statement)
    case 'unfinished':
      // Of a command only what is run tells whether it is: an alias may finish it.
      if (statement.language !== 'command') return refuse(shell, source, statement)
      return await runCommandLine(shell, source, statement)
    case 'command':
      return await runCommandLine(shell, source, statement)
    case 'typescript': {
      if (statement.background) {
        const outcome = await typescript.startJob(statement, source)
        return { next, outcome, stops: typescript.failed }
      }
      const outcome = await typescript.run(statement, source, options.show || statement.show)
      return { next, outcome, stops: typescript.failed }
    }
  }
}

function refuse(shell: Shell, source: Source, { diagnostics }: Statement): Step {
  shell.report(source, diagnostics)
  return { next: source.text.length, outcome: 2, stops: true }
}

/** Parses again with the aliases of now (the judgement knew none) and runs; what is unfinished is reported. */
async function runCommandLine(shell: Shell, source: Source, statement: Statement): Promise<Step> {
  const parsed = parseNext(source, statement.span.start, shell.parseOptions())
  const fatal = parsed.diagnostics.filter(d => parsed.list === undefined || d.unfinished !== true)
  if (parsed.diagnostics.length > 0) shell.report(source, parsed.diagnostics)
  else if (statement.kind === 'unfinished' && parsed.list === undefined)
    shell.report(source, statement.diagnostics)
  if (fatal.length > 0 || parsed.list === undefined)
    return { next: source.text.length, outcome: 2, stops: true }
  return { next: parsed.next, outcome: await shell.runList(parsed.list, source) }
}
