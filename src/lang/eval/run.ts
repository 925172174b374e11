import { type Diagnostic, positionAt, showPlace, type Source } from '../../diag/index.ts'
import { chain, isPromise } from '../../value/index.ts'
import { type List, type ParsedCommand, parseNext, type ParseOptions } from '../syntax/index.ts'
import { hideAssigned } from './assigned-names.ts'
import { compiler } from './compile.ts'
import type { Environment } from './environment.ts'
import { remember } from './history-line.ts'
import { asLine } from './line.ts'
import { leaving, nested, returned } from './function.ts'
import { type Outcome, type Running, succeeded } from './outcome.ts'
import { halt } from './sequence.ts'
import type { RunOptions } from './shell.ts'

/** The parse options of an environment as they are now: aliases and extglob may change between two lines. */
export function parseOptionsOf(shell: Environment): ParseOptions {
  const { aliases } = shell
  return {
    ...(shell.options.get('expand_aliases') && aliases.size > 0
      ? { aliases: (name: string) => aliases.get(name) }
      : {}),
    extglob: shell.options.get('extglob'),
    doors: shell.bindings.doors === true,
    ...(shell.bindings.isDeclared === undefined ? {} : { isDeclared: shell.bindings.isDeclared }),
  }
}

/**
 * Parses and runs a text, one complete command after the other. A jump ends it, but for a discarded command: then the
 * next one runs. A syntax error is said and gives 2.
 */
export function runSource(shell: Environment, source: Source, options: RunOptions = {}): Running {
  const { source: around, node } = shell
  const leave = enterSource(shell, options)
  const { call, by } = options
  const finish = (outcome: Outcome): Running => {
    if (call === undefined) return (leave(), outcome)
    // The RETURN trap is the `source` command's.
    shell.source = around
    shell.node = node
    return chain(returned(shell, outcome), result => (leave(), result))
  }
  const run = (): Running => by?.() ?? runFrom(shell, source, 0, succeeded)
  return leaving(shell, () => nested(shell, run), finish, leave)
}

function enterSource(shell: Environment, options: RunOptions): () => void {
  const { source: before, node, bindings, lastArgument } = shell
  const showTraps =
    options.call !== undefined && !shell.traps.isEmpty && !shell.options.get('functrace')
      ? shell.traps.hide(['DEBUG'])
      : undefined
  if (options.call !== undefined) shell.stack.push(options.call)
  if (options.bindings !== undefined) shell.bindings = options.bindings
  shell.texts++
  if (isInner(shell)) shell.indirection++
  return () => {
    if (isInner(shell)) {
      shell.indirection--
      // `$_` is the last word of the `eval` again.
      shell.lastArgument = lastArgument
    }
    shell.texts--
    if (options.call !== undefined) shell.stack.pop()
    if (shell.texts === 0) shell.ended = { node: shell.node, source: shell.source }
    shell.source = before
    shell.node = node
    shell.bindings = bindings
    showTraps?.()
  }
}

function runFrom(shell: Environment, source: Source, from: number, before: Outcome): Running {
  let outcome: Outcome = before
  let offset = from
  while (offset < source.text.length) {
    const start = offset
    const parsed = parseNext(source, offset, parseOptionsOf(shell))
    offset = Math.max(parsed.next, offset + 1)
    if (shell.options.get('history')) remember(shell, source.text.slice(start, parsed.next))
    if (parsed.list === undefined && parsed.diagnostics.length === 0) continue
    if (shell.options.verbose) shell.writeError(source.text.slice(start, parsed.next))
    shell.jobs.sweep('command')
    const running = runParsed(shell, source, parsed)
    if (parsed.list === undefined)
      return isInner(shell) ? endOfText(shell, source, running) : endOfScript(shell)
    if (isPromise(running)) return runRest(shell, source, offset, running)
    outcome = afterCommand(shell, running)
    if (typeof outcome !== 'number') return outcome
  }
  return outcome
}

async function runRest(
  shell: Environment,
  source: Source,
  offset: number,
  pending: Promise<Outcome>,
): Promise<Outcome> {
  const outcome = afterCommand(shell, await pending)
  if (typeof outcome !== 'number') return outcome
  return await runFrom(shell, source, offset, outcome)
}

/** POSIX 2.8.1: a syntax error ends a non-interactive shell; an `eval` or a sourced file fails with 2. */
function endOfScript(shell: Environment): Outcome {
  return shell.session.interactive ? 2 : { type: 'exit', status: 2 }
}

/** In posix mode a syntax error in what the special builtins `eval` and `.` run ends a script too. */
function endOfText(shell: Environment, { name }: Source, running: Running): Running {
  if (!shell.options.get('posix') || shell.session.interactive) return running
  const isSpecial = name === 'eval' || shell.stack.at(-1)?.name === 'source'
  return isSpecial ? { type: 'exit', status: 2, failed: true } : running
}

/** A text run from within a command, not the script itself. */
function isInner(shell: Environment): boolean {
  return shell.texts > 1
}

/**
 * A discarded command leaves its status; the text goes on, unless it is Ctrl-C that discarded it. A subshell ends there:
 * bash's parse_and_execute gives up all texts of one.
 */
export function afterCommand(shell: Environment, outcome: Outcome): Outcome {
  if (typeof outcome === 'number' || outcome.type !== 'discard') return outcome
  shell.status = outcome.status
  shell.guarded = 0
  shell.negations = 0
  if (shell.options.get('errexit') && outcome.isTolerated !== true)
    return { type: 'exit', status: outcome.status }
  if (!shell.isMain) return outcome
  return halt(shell) ?? outcome.status
}

/** Runs one complete command as it was parsed; a syntax error is said and gives 2. */
export function runParsed(shell: Environment, source: Source, parsed: ParsedCommand): Running {
  if (parsed.list === undefined) return syntaxError(shell, source, parsed.diagnostics)
  for (const diagnostic of parsed.diagnostics) say(shell, source, diagnostic, 'warning: ')
  return runList(shell, parsed.list, source)
}

/** Runs a tree; noexec reads without running (POSIX, set -n). */
export function runList(shell: Environment, list: List, source: Source | undefined): Running {
  if (source !== undefined) shell.source = source
  if (shell.options.noexec && !shell.session.interactive) return succeeded
  const outcome = asLine(shell, list, () => runWithBindings(shell, list))
  if (!shell.options.get('onecmd')) return outcome
  return chain(outcome, result => (typeof result === 'number' ? { type: 'exit', status: result } : result))
}

/** Runs it with the TypeScript names it may see: those it assigns itself are the shell's. */
function runWithBindings(shell: Environment, list: List): Running {
  const code = compiler.list(list)
  const { bindings } = shell
  if (bindings.doors !== true) return code(shell)
  shell.bindings = hideAssigned(bindings, list)
  return leaving(
    shell,
    () => code(shell),
    outcome => ((shell.bindings = bindings), outcome),
    () => void (shell.bindings = bindings),
  )
}

/** As bash words it: the place, what is wrong; status 2, and the rest of the text is not read. */
function syntaxError(shell: Environment, source: Source, diagnostics: readonly Diagnostic[]): Outcome {
  for (const diagnostic of diagnostics) say(shell, source, diagnostic, 'syntax error: ')
  shell.status = 2
  return 2
}

function say(shell: Environment, source: Source, diagnostic: Diagnostic, kind: string): void {
  const { line, column } = positionAt(source, diagnostic.span.start)
  const place = shell.placeText(`line ${line}: column ${column}: `)
  shell.writeError(
    `${shell.messageName}: ${place}${kind}${diagnostic.message}\n${showPlace(source, diagnostic)}`,
  )
}
