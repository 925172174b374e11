/** The prompt of one session: PS1 where somebody set it, else nacre's own, which learns of git while it is shown. */
import { settingValue } from './builtins/index.ts'
import { quietOutput } from './os/index.ts'
import {
  defaultPrompt,
  findRepository,
  nodeFacts,
  readStatus,
  statusCommand,
  wantedNode,
} from './repl/index.ts'
import {
  beforeOwnPrompt,
  preparePrompt,
  promptFunction,
  type GitState,
  type Nacre,
  type NodeFacts,
  type PromptFacts,
  type PromptText,
} from './shell/index.ts'
import type { SessionSettings } from './prompt-settings.ts'
import { readStarship, starshipCommands, starshipEnvironment, starshipTimeout } from './starship.ts'
import { isOutOfTime, withinTime } from './within-time.ts'
import { decodeBytes, isPromise, type MaybePromise } from './value/index.ts'

/** How long git may take, in milliseconds; nobody waits for it. */
const gitTimeout = 20_000
const nodeTimeout = 5000
/** How long a prompt of the person's own may compute: nothing else happens meanwhile. */
const ownTimeout = 1000

/** Who makes the prompt: nacre, starship, PS1 or a function of TypeScript. */
type PromptKind = 'own' | 'starship' | 'ps1' | 'function'

/** The prompt on the screen, and who is to hear of a better one. */
interface Shown {
  readonly own: ReturnType<typeof promptFunction>
  readonly facts: PromptFacts
  readonly update: (prompt: PromptText) => void
  readonly signal: AbortSignal
  /** What a program made of it; it knows better than nacre's own. */
  readonly made?: PromptText | undefined
}

export class PromptLine {
  readonly #nacre: Nacre
  readonly #settings: SessionSettings
  readonly #onTrouble: (text: string) => void
  readonly #told = new WeakSet<object>()
  /** Prompts of the person's own that did not come to their end. */
  readonly #givenUp = new WeakSet<object>()
  /** PS1, or what stands before nacre's own prompt: as it was written, and expanded. */
  #template = ''
  #text = ''
  #durationMs = 0
  #query = new AbortController()
  /** The last state of each repository: shown until git has said what it is now. */
  readonly #states = new Map<string, GitState>()
  /** What `node --version` wrote, by the PATH that led to it. */
  readonly #nodes = new Map<string, string>()
  #shown: Shown | undefined
  #willCount = false
  /** starship's last prompt and what it told of: a new one is asked for behind it. */
  #starship: { readonly key: string; readonly text: PromptText } | undefined

  /** `onTrouble` is told what a prompt of the person's own throws. */
  constructor(nacre: Nacre, settings: SessionSettings, onTrouble: (text: string) => void) {
    this.#nacre = nacre
    this.#onTrouble = onTrouble
    this.#settings = settings
    nacre.shell.jobs.onChange(() => this.#countSoon())
  }

  /** A line was run: PROMPT_COMMAND and PS1 for the next one. */
  async next(durationMs: number): Promise<void> {
    await preparePrompt(this.#nacre)
    this.#template = this.#templateOf(this.#kind())
    this.#text = await this.#expanded()
    this.#durationMs = durationMs
  }

  /** The prompt as it is known now; `update` is called with a better one, until the next is shown. */
  show(update: (prompt: PromptText) => void): PromptText {
    this.#query.abort()
    this.#shown = undefined
    const { shell, session } = this.#nacre
    const own = promptFunction(session)
    const kind = this.#kind()
    const { signal } = (this.#query = new AbortController())
    this.#renew(kind, () =>
      signal.aborted ? undefined : update(kind === 'ps1' ? { left: this.#text } : this.#draw()),
    )
    if (kind === 'ps1') return { left: this.#text }
    const files = this.#files()
    const repository = kind === 'starship' ? undefined : findRepository(shell.cwd, files)
    const wanted = kind === 'starship' ? undefined : wantedNode(shell.cwd, files)
    const state = repository && this.#states.get(repository.top)
    const facts = this.#facts({
      git: repository && { ...repository.facts, state },
      node: wanted === undefined ? undefined : this.#knownNode(wanted),
    })
    this.#durationMs = 0
    this.#shown = { own, facts, update, signal }
    if (repository !== undefined && settingValue(shell, 'gitStatus'))
      void this.#askGit(repository.top, signal)
    if (wanted !== undefined && facts.node === undefined) void this.#askNode(wanted, signal)
    if (kind === 'starship') this.#showStarship(this.#shown)
    return this.#draw()
  }

  /** Looks other than it did, and tells nothing new: colours. */
  redraw(): void {
    if (this.#shown !== undefined && !this.#shown.signal.aborted) this.#shown.update(this.#draw())
  }

  #kind(): PromptKind {
    const { shell, session } = this.#nacre
    if (promptFunction(session) !== undefined) return 'function'
    const setting = settingValue(shell, 'prompt')
    if (setting === 'ps1' || setting === 'starship') return setting
    if (setting === 'nacre') return 'own'
    if (beforeOwnPrompt(this.#nacre) === undefined) return 'ps1'
    return shell.variables.get('STARSHIP_SHELL') !== undefined ? 'starship' : 'own'
  }

  #templateOf(kind: PromptKind): string {
    if (kind === 'ps1') return this.#nacre.shell.variables.get('PS1') ?? ''
    return kind === 'own' ? (beforeOwnPrompt(this.#nacre) ?? '') : ''
  }

  #expanded(): MaybePromise<string> {
    return this.#nacre.shell.expansions.promptString(this.#template)
  }

  /** A start-up file that was read again since the last line may have set another PS1. */
  #renew(kind: PromptKind, redraw: () => void): void {
    const template = this.#templateOf(kind)
    if (template === this.#template) return
    this.#template = template
    const text = this.#expanded()
    if (!isPromise(text)) return void (this.#text = text)
    void text.then(expanded => {
      this.#text = expanded
      redraw()
    })
  }

  /** Something of what the prompt tells is different now. */
  #learn(news: Partial<PromptFacts>): void {
    const shown = this.#shown
    if (shown === undefined || shown.signal.aborted) return
    const isNew = Object.entries(news).some(
      ([name, value]) => shown.facts[name as keyof PromptFacts] !== value,
    )
    if (!isNew) return
    this.#shown = { ...shown, facts: { ...shown.facts, ...news } }
    shown.update(this.#draw())
  }

  /** A prompt of the person's own may take its time: ours is shown until it is there. */
  #draw(): PromptText {
    const { own, facts, update, signal, made } = this.#shown as Shown
    const usual = made ?? this.#usual(facts)
    if (own === undefined || this.#givenUp.has(own)) return usual
    try {
      const text = withinTime(ownTimeout, () => own(facts))
      if (!(text instanceof Promise)) return toText(text)
      text.then(
        better => (signal.aborted ? undefined : update(toText(better))),
        (error: unknown) => this.#tellTrouble(own, error),
      )
    } catch (error) {
      // A prompt that throws must not take the session's.
      if (isOutOfTime(error)) this.#givenUp.add(own)
      this.#tellTrouble(own, error)
    }
    return usual
  }

  /** nacre's own, behind what somebody put before it: the environment of Python or conda is told by ours already. */
  #usual(facts: PromptFacts): PromptText {
    const parts = this.#settings.parts()
    const isTold = parts.left.includes('environment') && this.#text.trim() === `(${facts.environment})`
    const { left, ...rest } = defaultPrompt(facts, parts)
    return { ...rest, left: (isTold ? '' : this.#text) + left }
  }

  /** Once for each function: it is asked at every prompt. */
  #tellTrouble(own: object, error: unknown): void {
    if (this.#told.has(own)) return
    this.#told.add(own)
    this.#onTrouble(`nacre: prompt: ${error instanceof Error ? error.message : String(error)}`)
  }

  #showStarship(shown: Shown): void {
    const { facts, signal } = shown
    const key = JSON.stringify([facts.directory, facts.status, facts.columns])
    if (this.#starship?.key === key) this.#shown = { ...shown, made: this.#starship.text }
    void this.#askStarship(facts, signal).then(text => {
      if (signal.aborted || text === undefined) return
      this.#starship = { key, text }
      if (this.#shown !== undefined) this.#shown = { ...this.#shown, made: text }
      this.redraw()
    })
  }

  async #askStarship(facts: PromptFacts, signal: AbortSignal): Promise<PromptText | undefined> {
    const mode = settingValue(this.#nacre.shell, 'editingMode')
    const ask = (argv: readonly string[]): Promise<string> =>
      this.#run(argv, signal, { timeout: starshipTimeout, environment: starshipEnvironment })
    const [left = '', right = ''] = await Promise.all(starshipCommands(facts, mode).map(ask))
    return readStarship(left, right)
  }

  async #askGit(top: string, signal: AbortSignal): Promise<void> {
    // It only looks: it must not be in the way of a git that writes.
    const environment = { GIT_OPTIONAL_LOCKS: '0' }
    const state = readStatus(
      await this.#run(statusCommand, signal, { cwd: top, timeout: gitTimeout, environment }),
    )
    const git = this.#shown?.facts.git
    if (signal.aborted || state === undefined || git === undefined) return
    this.#states.set(top, state)
    this.#learn({ git: { ...git, state } })
  }

  async #askNode(wanted: string, signal: AbortSignal): Promise<void> {
    const path = this.#nacre.shell.variables.get('PATH') ?? ''
    const output = await this.#run(['node', '--version'], signal, { timeout: nodeTimeout })
    if (signal.aborted) return
    this.#nodes.set(path, output)
    this.#learn({ node: nodeFacts(output, wanted) })
  }

  #knownNode(wanted: string): NodeFacts | undefined {
    const output = this.#nodes.get(this.#nacre.shell.variables.get('PATH') ?? '')
    return output === undefined ? undefined : nodeFacts(output, wanted)
  }

  /** What a program writes that is asked behind the drawing of the prompt. */
  async #run(
    argv: readonly string[],
    signal: AbortSignal,
    options: {
      readonly timeout: number
      readonly cwd?: string
      readonly environment?: Readonly<Record<string, string>>
    },
  ): Promise<string> {
    await new Promise(resolve => setImmediate(resolve))
    if (signal.aborted) return ''
    const environment: Record<string, string> = {}
    for (const entry of this.#nacre.shell.variables.environment()) {
      const at = entry.indexOf('=', 1)
      environment[entry.slice(0, at)] = entry.slice(at + 1)
    }
    const { cwd = this.#nacre.shell.cwd, timeout } = options
    return quietOutput(argv, {
      cwd,
      environment: { ...environment, ...options.environment },
      timeout,
      signal,
    })
  }

  #facts(found: Pick<PromptFacts, 'git' | 'node'>): PromptFacts {
    const { shell, host } = this.#nacre
    const get = (name: string): string | undefined => shell.variables.get(name)
    const isRemote = get('SSH_CONNECTION') !== undefined || get('SSH_TTY') !== undefined
    const virtual =
      get('VIRTUAL_ENV_PROMPT')?.replace(/^\(|\)?\s*$/g, '') || get('VIRTUAL_ENV')?.split('/').at(-1)
    const environment = virtual ?? get('CONDA_DEFAULT_ENV') ?? get('IN_NIX_SHELL')
    return {
      directory: shortPath(shell.cwd, get('HOME')),
      status: shell.status,
      durationMs: this.#durationMs,
      jobs: shell.jobs.living,
      host: isRemote ? `${host.userName()}@${host.hostName.split('.')[0]}` : undefined,
      environment,
      ...found,
      time: new Date(),
      color: !get('NO_COLOR'),
      columns: host.terminal?.size().columns ?? 80,
    }
  }

  /** Behind the notice that takes a job out of the table, and once for all that change in a turn. */
  #countSoon(): void {
    if (this.#willCount) return
    this.#willCount = true
    setImmediate(() => {
      this.#willCount = false
      this.#learn({ jobs: this.#nacre.shell.jobs.living })
    })
  }

  #files() {
    const { host } = this.#nacre
    return {
      exists: (path: string) => host.stat(path, true) !== undefined,
      read(path: string) {
        try {
          return decodeBytes(host.readFile(path))
        } catch {
          return undefined
        }
      },
    }
  }
}

/** A path with home as `~`. */
export function shortPath(path: string, home: string | undefined): string {
  const isBelow = home !== undefined && (path === home || path.startsWith(`${home}/`))
  return isBelow ? `~${path.slice(home.length)}` : path
}

function toText(made: string | PromptText): PromptText {
  return typeof made === 'string' ? { left: made } : made
}
