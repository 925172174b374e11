/** The prompt of one session: PS1 where somebody set it, else nacre's own, which learns of git while it is shown. */
import { quietOutput } from './os/index.ts'
import { defaultPrompt, findRepository, readStatus, statusCommand } from './repl/index.ts'

import {
  isDefaultPrompt,
  nextPrompt,
  promptFunction,
  type GitState,
  type Nacre,
  type PromptFacts,
  type PromptText,
} from './shell/index.ts'
import { decodeBytes } from './value/index.ts'

/** How long git may take, in milliseconds; nobody waits for it. */
const gitTimeout = 20_000

/** The prompt on the screen, and who is to hear of a better one. */
interface Shown {
  readonly own: ReturnType<typeof promptFunction>
  readonly facts: PromptFacts
  readonly update: (prompt: PromptText) => void
  readonly signal: AbortSignal
}

export class PromptLine {
  readonly #nacre: Nacre
  #text = ''
  #durationMs = 0
  #query = new AbortController()
  /** The last state of each repository: shown until git has said what it is now. */
  readonly #states = new Map<string, GitState>()

  #shown: Shown | undefined
  #willCount = false

  constructor(nacre: Nacre) {
    this.#nacre = nacre
    nacre.shell.jobs.onChange(() => this.#countSoon())
  }

  /** A line was run: PROMPT_COMMAND and PS1 for the next one. */
  async next(durationMs: number): Promise<void> {
    this.#text = await nextPrompt(this.#nacre)
    this.#durationMs = durationMs
  }

  /** The prompt as it is known now; `update` is called with a better one, until the next is shown. */
  show(update: (prompt: PromptText) => void): PromptText {
    this.#query.abort()
    const { shell, session } = this.#nacre
    const own = promptFunction(session)
    if (own === undefined && !isDefaultPrompt(this.#nacre)) return { left: this.#text }
    const { signal } = (this.#query = new AbortController())
    const repository = findRepository(shell.cwd, this.#files())
    const facts = this.#facts(repository?.facts, repository && this.#states.get(repository.top))
    this.#durationMs = 0
    this.#shown = { own, facts, update, signal }
    if (repository !== undefined) void this.#askGit(repository.top, signal)
    return draw(this.#shown)
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
    shown.update(draw(this.#shown))
  }

  async #askGit(top: string, signal: AbortSignal): Promise<void> {
    // Behind the first drawing.
    await new Promise(resolve => setImmediate(resolve))
    if (signal.aborted) return
    const state = readStatus(await this.#run(statusCommand, top, signal))
    const git = this.#shown?.facts.git
    if (signal.aborted || state === undefined || git === undefined) return
    this.#states.set(top, state)
    this.#learn({ git: { ...git, state } })
  }

  #run(argv: readonly string[], cwd: string, signal: AbortSignal): Promise<string> {
    const environment: Record<string, string> = {}
    for (const entry of this.#nacre.shell.variables.environment()) {
      const at = entry.indexOf('=', 1)
      environment[entry.slice(0, at)] = entry.slice(at + 1)
    }
    // It only looks: it must not be in the way of a git that writes.
    const quiet = { ...environment, GIT_OPTIONAL_LOCKS: '0' }
    return quietOutput(argv, { cwd, environment: quiet, timeout: gitTimeout, signal })
  }

  #facts(git: PromptFacts['git'], state: GitState | undefined): PromptFacts {
    const { shell, host } = this.#nacre
    const get = (name: string): string | undefined => shell.variables.get(name)
    const isRemote = get('SSH_CONNECTION') !== undefined || get('SSH_TTY') !== undefined
    const environment =
      get('VIRTUAL_ENV')?.split('/').at(-1) ?? get('CONDA_DEFAULT_ENV') ?? get('IN_NIX_SHELL')
    return {
      directory: shortPath(shell.cwd, get('HOME')),
      status: shell.status,
      durationMs: this.#durationMs,
      jobs: shell.jobs.living,
      host: isRemote ? `${host.userName()}@${host.hostName.split('.')[0]}` : undefined,
      environment,
      git: git && { ...git, state },
      color: get('NO_COLOR') === undefined,
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

/** A prompt of the person's own may take its time: ours is shown until it is there. */
function draw({ own, facts, update, signal }: Shown): PromptText {
  if (own === undefined) return defaultPrompt(facts)
  try {
    const made = own(facts)
    if (!(made instanceof Promise)) return toText(made)
    made.then(
      text => (signal.aborted ? undefined : update(toText(text))),
      () => undefined,
    )
  } catch {
    // A prompt that throws must not take the session's.
  }
  return defaultPrompt(facts)
}

/** A path with home as `~`. */
export function shortPath(path: string, home: string | undefined): string {
  const isBelow = home !== undefined && (path === home || path.startsWith(`${home}/`))
  return isBelow ? `~${path.slice(home.length)}` : path
}

function toText(made: string | PromptText): PromptText {
  return typeof made === 'string' ? { left: made } : made
}
