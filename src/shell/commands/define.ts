import type { Builtin, Outcome, Ports, Shell } from '../../lang/eval/index.ts'
import { encodeBytes, type Input } from '../../value/index.ts'
import { currentDirectory } from '../directory-scope.ts'
import { inShell } from '../running-job.ts'
import { aliasBuiltin } from './alias.ts'
import { complete } from './complete.ts'
import { environmentObject } from '../environment-object.ts'
import { helpText, synopsisOf } from './help.ts'
import { parseCall, readArguments, readFlags, UsageError } from './parse.ts'
import type {
  ArgumentSpecs,
  ArgumentValues,
  CommandContext,
  CommandFunction,
  CommandOutput,
  CommandSpec,
  FlagSpecs,
  FlagValues,
} from './spec.ts'

/** Commands written in TypeScript. They are like builtins: in pipelines, with redirections, known to `type` and `help`. */
export interface Commands {
  /** Defines a command; defining it again replaces it. Throws where the name is a builtin's. */
  define<const A extends ArgumentSpecs = readonly [], const F extends FlagSpecs = {}>(
    name: string,
    spec: CommandSpec<A, F>,
    run: CommandFunction<ArgumentValues<A>, FlagValues<F>>,
  ): void
  /** A command without flags whose arguments are just words. */
  define(name: string, run: CommandFunction<{ readonly args: string[] }, {}>): void
  /** Another name for a command line: further words follow it, or stand where `$1`, `$@` do. */
  alias(name: string, text: string): void
  /** False if there was none. */
  remove(name: string): boolean
  /** The names that were defined. */
  names(): string[]
}

type AnyFunction = (context: CommandContext) => unknown
type AnySpec = CommandSpec<ArgumentSpecs, FlagSpecs>

/** The commands of a shell, kept in its table of builtins. */
export function createCommands(shell: Shell): Commands {
  const table = shell.builtins as Map<string, Builtin>
  const defined = new Set<string>()
  const check = (name: string): void => {
    if (!/^[^\s/'"$`\\|&;<>(){}*?[\]#~=]+$/.test(name)) throw new TypeError(`commands: not a name: ${name}`)
    if (table.has(name) && !defined.has(name)) throw new TypeError(`commands: ${name} is a builtin`)
  }
  const define = (name: string, spec: AnySpec | AnyFunction, run?: AnyFunction): void => {
    check(name)
    const [details, body] = typeof spec === 'function' ? [anyWords, spec] : [spec, run]
    if (body === undefined) throw new TypeError(`commands: ${name}: a function is wanted`)
    table.set(name, commandBuiltin(name, details, body))
    defined.add(name)
  }
  return {
    define: define as Commands['define'],
    alias(name, text) {
      check(name)
      table.set(name, aliasBuiltin(name, text))
      defined.add(name)
    },
    remove: name => defined.delete(name) && table.delete(name),
    names: () => [...defined],
  }
}

const anyWords: AnySpec = { args: ['args...'], stopEarly: true }

/** A command of the user's as the evaluator sees it. */
function commandBuiltin(name: string, spec: AnySpec, run: AnyFunction): Builtin {
  const flags = readFlags(spec.flags ?? {})
  const args = readArguments(spec.args ?? [])
  const [summary = ''] = (spec.help ?? 'a command written in TypeScript').trim().split('\n')
  return {
    name,
    synopsis: synopsisOf(name, flags, args),
    summary,
    examples: [],
    complete: (words, index, shell) => complete({ spec, flags, args }, words, index, shell),
    run(words, ports, shell) {
      try {
        // Plain words are the function's own business, `--help` too.
        const call =
          spec === anyWords
            ? { args: { args: [...words] }, flags: {}, wantsHelp: false }
            : parseCall(words, flags, args, spec.stopEarly === true)
        if (call.wantsHelp) return saying(ports.out, helpText(name, spec.help, flags, args), 0)
        return runCommand(run, contextOf(name, words, call, shell), shell)
      } catch (error) {
        if (!(error instanceof UsageError)) throw error
        const usage = `usage: ${synopsisOf(name, flags, args)}`
        shell.complain(`${name}: ${error.message}`)
        return saying(ports.err, usage, 2)
      }
    },
  }
}

async function saying(port: Ports['out'], text: string, status: number): Promise<Outcome> {
  await port.line(text)
  return status
}

function contextOf(
  name: string,
  argv: readonly string[],
  call: { readonly args: CommandContext['args']; readonly flags: CommandContext['flags'] },
  shell: Shell,
): Omit<CommandContext, 'stdin'> {
  return {
    name,
    argv,
    args: call.args,
    flags: call.flags,
    stdout: outputOf(shell, 1),
    stderr: outputOf(shell, 2),
    env: environmentObject(shell),
    cwd: currentDirectory(shell),
    signal: shell.session.interruption ?? new AbortController().signal,
  }
}

function outputOf(shell: Shell, fd: number): CommandOutput {
  const write = (content: string | Uint8Array) =>
    shell.descriptors.get(fd)?.write(typeof content === 'string' ? encodeBytes(content) : content)
  return {
    write,
    line: (text = '') => write(`${text}\n`),
    get isTerminal() {
      return shell.descriptors.get(fd)?.isTerminal ?? false
    },
  }
}

/** As a stage of a pipeline, which is what it may be; a number is the status. */
async function runCommand(
  run: AnyFunction,
  context: Omit<CommandContext, 'stdin'>,
  shell: Shell,
): Promise<Outcome> {
  let status = 0
  const stage = async (stdin: Input): Promise<unknown> => {
    try {
      const result = await inShell(shell, () => run({ ...context, stdin }))
      if (typeof result !== 'number') return result
      status = Number.isFinite(result) ? result & 0xff : 1
      return undefined
    } catch (error) {
      status = statusOfError(error)
      throw error
    }
  }
  const outcome = await shell.session.runStage(stage, shell)
  return outcome === 0 || outcome === 1 ? status : outcome
}

function statusOfError(error: unknown): number {
  const { exitCode } = (typeof error === 'object' && error !== null ? error : {}) as { exitCode?: unknown }
  return typeof exitCode === 'number' && exitCode > 0 && exitCode < 256 ? exitCode : 1
}
