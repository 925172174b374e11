/** The interactive shell: the prompt on the terminal, wired to one session. Loaded only when there is a person to talk to. */
import { makeSource } from './diag/index.ts'
import { hangUp } from './jobs/index.ts'
import { statusOf, type Outcome } from './lang/eval/index.ts'
import type { ProcessHost } from './os/index.ts'
import { Notices } from './notices.ts'
import { offerLineEditing } from './offer-line-editing.ts'
import { offerProgress } from './progress.ts'
import { offerWatch } from './watch.ts'
import { encodeBytes } from './value/index.ts'
import { askedName, loadCompletion, runRepl, type PromptHost } from './repl/index.ts'
import {
  attemptFile,
  boundHistoryFile,
  boundVariable,
  changedBindings,
  createHistoryList,
  settingValue,
} from './builtins/index.ts'
import {
  applyOptions,
  Nacre,
  runStartup,
  setInteractiveVariables,
  type Arguments,
  type NacreOptions,
} from './shell/index.ts'
import { historyFile, openHistory, type HistoryStore } from './store/index.ts'
import { quietOutputOf, readInit, setEditingMode, shellVersion } from './line-editing.ts'
import { runBinding } from './run-binding.ts'
import { commandHint } from './near-names.ts'
import { EarlierLines } from './earlier-lines.ts'
import { keepLine } from './keep-line.ts'
import { editText } from './edit-text.ts'
import { FirstStart } from './first-start.ts'
import { interruptible } from './interruptible.ts'
import { LiveReload } from './live-reload.ts'
import { completeLine, suggestLine } from './complete-line.ts'
import { abbreviationsOf } from './expand-abbreviation.ts'
import { answerQuestion, helpAtCursor } from './show-help.ts'
import { Tour } from './tour.ts'
import { PromptLine, shortPath } from './prompt-line.ts'
import { SessionSettings } from './prompt-settings.ts'
import { worldOf } from './world.ts'

/** Talks to a person until the shell is left; gives the exit status. */
export async function interact(
  host: ProcessHost,
  args: Arguments,
  provide: NacreOptions['provide'],
): Promise<number> {
  const notices = new Notices()
  const history = openHistory({
    file: historyFile(host.environment()),
    session: `${host.pid}-${Date.now()}`,
    cwd: () => host.cwd(),
    onTrouble: text => notices.send(text),
    keeping: text => keepLine(nacre, history, text),
  })
  const earlier = new EarlierLines(host, history)
  const nacre: Nacre = new Nacre({
    host,
    arguments: args,
    interactive: true,
    provide,
    notify: text => notices.send(text),
    history: createHistoryList(limit => earlier.fetch(limit)),
    savedHistory: history,
  })
  const refused = applyOptions(nacre, args)
  if (refused !== undefined) {
    nacre.shell.complain(refused)
    return 2
  }
  const firstStart = new FirstStart(nacre, args)
  setInteractiveVariables(nacre)
  nacre.shell.options.set('history', true)
  nacre.shell.options.set('histexpand', true)
  if (host.hasJobControl && host.terminal !== undefined) {
    host.terminal.claim()
    nacre.session.jobControl = true
    nacre.shell.options.set('monitor', true)
  }
  offerWatch(nacre)
  if (host.inherited(0)?.isTerminal === true)
    nacre.session.hintFor = (name, shell) => commandHint(name, shell, nacre.typescript.names().user)
  offerProgress(nacre)
  offerLineEditing(nacre)
  endBySignals(nacre)
  await readInit(nacre)
  const left = await runStartup(nacre, args, run => interruptible(nacre, run))
  if (left !== undefined) return left
  notices.follow(nacre.shell)
  if (host.inherited(0)?.isTerminal !== true)
    return await withHistoryFile(nacre, () => talk(nacre, args, history, notices))
  earlier.end()
  return await talk(nacre, args, history, notices, firstStart)
}

/** What bash does: TERM and QUIT are nothing to a prompt; when the terminal hangs up, so do the jobs. */
function endBySignals({ host, shell }: Nacre): void {
  host.setIgnored('QUIT', true)
  host.onSignal('TERM', () => undefined)
  host.onSignal('HUP', () => {
    if (shell.traps.get('HUP') !== undefined) return
    hangUp(shell.jobs)
    void Promise.resolve(shell.finish({ type: 'exit', status: 129 })).finally(() => host.endBy('HUP', 129))
  })
}

async function talk(
  nacre: Nacre,
  args: Arguments,
  history: HistoryStore,
  notices: Notices,
  firstStart?: FirstStart,
): Promise<number> {
  const reload = new LiveReload(nacre, args)
  const host = await promptHost(nacre, history, notices)
  return await nacre.shell.finish({
    type: 'exit',
    status: await runRepl({
      ...host,
      run: text => host.run(firstStart?.commandFor(text) ?? text),
      beforePrompt: () => reload.beforePrompt(),
      onDrawn() {
        const offer = firstStart?.offer()
        if (offer !== undefined) notices.send(offer)
        reload.start()
        loadSoon()
      },
    }).finally(() => reload.close()),
  })
}

/** When the first prompt has been there for a while: the first Tab need not wait for what completes. */
const quietMs = 400

function loadSoon(): void {
  setTimeout(() => void loadCompletion(), quietMs).unref()
}

/** Without a terminal the lines are bash's business: HISTFILE is read at the start and written at the end. */
async function withHistoryFile(nacre: Nacre, run: () => Promise<number>): Promise<number> {
  const { shell } = nacre
  const file = shell.variables.get('HISTFILE')
  if (file !== undefined && shell.host.stat(shell.resolvePath(file), true) !== undefined)
    await shell.execute(['history', '-r'])
  const status = await run()
  const last = shell.variables.get('HISTFILE')
  if (!last) return status
  await shell.execute(['history', shell.options.get('histappend') ? '-a' : '-w'])
  await attemptFile(() => boundHistoryFile(last, shell))
  return status
}

async function promptHost(nacre: Nacre, history: HistoryStore, notices: Notices): Promise<PromptHost> {
  const { host, shell } = nacre
  const input = host.inherited(0)
  // Without a terminal to type on, prompts are no output: bash has them on stderr.
  const output = host.inherited(input?.isTerminal === true ? 1 : 2)
  if (input === undefined || output === undefined) throw new Error('standard input and output are closed')
  let line = 1
  const settings = new SessionSettings(nacre)
  const prompt = new PromptLine(nacre, settings, text => notices.send(text))
  const tour = new Tour()
  if (input.isTerminal) nacre.session.guide = action => tour.guide(action)
  await prompt.next(0)
  return {
    judge: text =>
      !nacre.session.commandsOnly && askedName(text) !== undefined ? 'command' : nacre.judge(text),
    async run(text) {
      const start = performance.now()
      notices.begin()
      const { isExitConfirmed } = shell.jobs
      const outcome = await runLine(nacre, text, line).finally(() => notices.end(shell))
      // Only the very next `exit` leaves, or one after a look at `jobs`.
      if (isExitConfirmed && !/^\s*jobs\b/.test(text)) shell.jobs.isExitConfirmed = false
      line += text.split('\n').length
      const durationMs = performance.now() - start
      const next = typeof outcome === 'number' ? tour.after(text, outcome) : undefined
      if (next !== undefined) await output.write(encodeBytes(next))
      if (typeof outcome === 'number') await prompt.next(durationMs)
      if (typeof outcome === 'number') return { status: outcome, durationMs }
      return { status: shell.status, durationMs, exit: outcome.type === 'exit' ? outcome.status : undefined }
    },
    prompt: update => prompt.show(update),
    place: () => ({
      host: host.hostName,
      directory: shell.cwd,
      shown: shortPath(shell.cwd, shell.variables.get('HOME')),
    }),
    onNotice: listener => notices.listen(listener),
    interrupt: () => void (shell.status = 130),
    exit: async () => {
      const outcome = await runLine(nacre, 'exit', line)
      return typeof outcome !== 'number' && outcome.type === 'exit' ? outcome.status : undefined
    },
    history,
    world: worldOf(nacre),
    editingMode: () => (shell.options.get('vi') ? 'vi' : 'emacs'),
    pairs: () => settingValue(shell, 'autoPairs'),
    settings: () => settings.now(),
    onBackground(background) {
      settings.background = background
      prompt.redraw()
    },
    setEditingMode: mode => setEditingMode(nacre, mode),
    version: shellVersion,
    readInit: () => readInit(nacre),
    capture: code => quietOutputOf(nacre, code),
    variable: name => boundVariable(nacre.session, name),
    abbreviations: abbreviationsOf(nacre),
    changedBindings: () => changedBindings(nacre.session),
    runBinding: (command, buffer) => runBinding(nacre, command, buffer),
    editText: text => editText(nacre, text),
    showHelp: buffer => helpAtCursor(nacre, buffer),
    events: () => (shell.options.get('histexpand') ? nacre.session.history : undefined),
    complete: (text, cursor, signal) => completeLine(nacre, text, cursor, signal),
    suggest: (text, signal) => suggestLine(nacre, text, signal),
    input,
    output,
    terminal: host.terminal,
    multiplexers: () => ({ tmux: Boolean(shell.variables.get('TMUX')) }),
    terminalType: shell.variables.get('TERM') ?? '',
    color: !shell.variables.get('NO_COLOR'),
    onSignal: (signal, listener) => host.onSignal(signal, listener),
  }
}

/** `firstLine` counts the lines of the session: positions in messages are told by it. */
async function runLine(nacre: Nacre, text: string, firstLine: number): Promise<Outcome> {
  return await interruptible(nacre, async () => {
    const { shell } = nacre
    const outcome =
      (await answerQuestion(nacre, text)) ??
      (await nacre.run(makeSource('nacre', text, firstLine), { show: true, onError: 'stop' }))
    // A jump to nowhere, or the end of a line that failed: the session goes on.
    shell.status = statusOf(outcome, shell.status)
    return outcome
  })
}
