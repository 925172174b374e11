import type { Source } from '../diag/index.ts'
import { builtins, createHistoryList } from '../builtins/index.ts'
import { judge, type StatementKind } from '../lang/classify/index.ts'
import { createShell, type HistoryList, type Outcome, type Session, type Shell } from '../lang/eval/index.ts'
import type { ProcessHost } from '../os/index.ts'
import { openOwnHistory, type HistoryStore } from '../store/index.ts'
import { encodeBytes } from '../value/index.ts'
import type { Arguments } from './arguments.ts'
import { runText, type RunTextOptions } from './run-text.ts'
import { runStage } from './stage.ts'
import { TypeScriptSession, type ProvideNames } from './typescript-session.ts'

export interface NacreOptions {
  readonly host: ProcessHost
  readonly arguments: Arguments
  readonly interactive: boolean
  /** The API's names for TypeScript that rooms above this one give (zx's `$` …). */
  readonly provide: ProvideNames
  /** Tells the person what happens beside the line that runs. */
  readonly notify?: (text: string) => void
  /** The lines of the session for `history` and `fc`; none in scripts. */
  readonly history?: HistoryList
  /** The history that outlives the session; without it, the person's own, opened when somebody asks for it. */
  readonly savedHistory?: HistoryStore
}

/** One nacre: the main shell and its TypeScript, joined by their doors. */
export class Nacre {
  readonly host: ProcessHost
  readonly shell: Shell
  readonly session: Session
  readonly typescript: TypeScriptSession

  constructor(options: NacreOptions) {
    const { host, arguments: args } = options
    this.host = host
    this.typescript = new TypeScriptSession(
      () => this.shell,
      options.provide,
      options.notify ?? (text => void this.shell.descriptors.get(2)?.write(encodeBytes(`${text}\n`))),
    )
    const { typescript } = this
    let { savedHistory } = options
    const shellOf = (): Shell => this.shell
    this.typescript.packages = args.packages
    this.session = {
      get usesTypeScript() {
        return typescript.isStarted
      },
      interactive: options.interactive,
      login: args.login,
      commandsOnly: args.commandsOnly,
      jobControl: false,
      interrupted: false,
      startedAt: Date.now(),
      runStage: (value, shell) => runStage(value, shell, error => typescript.describe(error)),
      ...(args.commandsOnly
        ? {}
        : {
            runBoth: (source, shell) =>
              runText(shell, this.typescript, source, { show: false, onError: 'stop' }),
          }),
      tellResult: (job, shell) => this.typescript.tellResult(job, shell),
      history: options.history ?? createHistoryList(),
      get savedHistory() {
        return (savedHistory ??= openOwnHistory(host, text => shellOf().complain(text)))
      },
    }
    this.shell = createShell({
      host,
      // A table of its own: commands can be defined.
      builtins: new Map(builtins),
      session: this.session,
      environment: host.environment(),
      name: args.name,
      positional: args.args,
      ...(args.mode === 'file' && args.file !== undefined ? { script: args.file } : {}),
      letters:
        (options.interactive ? 'i' : '') + (args.mode === 'code' ? 'c' : args.mode === 'file' ? '' : 's'),
    })
    if (!args.commandsOnly) this.shell.bindings = this.typescript
    if (args.login) this.shell.options.set('login_shell', true)
  }

  /** Which language a text is, with the names of now: the prompt's mark. */
  judge(text: string): StatementKind {
    return this.session.commandsOnly ? this.#judgeCommands(text) : judge(text, this.typescript.names())
  }

  /** Runs a text of both grammars, or of commands only. */
  async run(source: Source, options: RunTextOptions): Promise<Outcome> {
    if (this.session.commandsOnly) return await this.shell.run(source)
    return await runText(this.shell, this.typescript, source, options)
  }

  #judgeCommands(text: string): StatementKind {
    const { list, diagnostics } = this.shell.parse(text)
    if (diagnostics.some(d => d.unfinished === true)) return 'unfinished'
    if (diagnostics.length > 0) return 'error'
    return list.items.length === 0 ? 'comment' : 'command'
  }
}
