import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach } from 'vitest'
import { PtyProgram, type PtyOptions } from './pty.ts'
import { nacreArgv } from './run-nacre.ts'

/** An empty prompt in home or below, whatever the folder is called. */
const emptyPrompt = /^~\S* ❯$/

const isPrompt = (rows: readonly string[]): boolean => emptyPrompt.test(rows.at(-1) ?? '')

export interface ShellOptions extends PtyOptions {
  /** Home, working directory and the place of the history; a new empty folder if not given. */
  readonly home?: string
  readonly args?: readonly string[]
  /** nacre's own prompt, in place of the directory alone. */
  readonly ownPrompt?: boolean
}

/** nacre itself at its prompt, in a pseudo-terminal, at home in a folder of its own. */
export class ShellProgram extends PtyProgram {
  readonly home: string
  readonly #ownsHome: boolean
  /** The row of the prompt that waits. */
  #row = -1
  /** All there was to see when it was found. */
  #rows: readonly string[] = []

  constructor(options: ShellOptions = {}) {
    const home = options.home ?? mkdtempSync(join(tmpdir(), 'nacre-home-'))
    super(nacreArgv[0], [...nacreArgv.slice(1), ...(options.args ?? ['--norc'])], {
      columns: 100,
      rows: 40,
      cwd: home,
      ...options,
      environment: {
        HOME: home,
        XDG_STATE_HOME: join(home, '.state'),
        XDG_CONFIG_HOME: join(home, '.config'),
        NO_COLOR: '1',
        // nacre's own prompt tells of statuses and times, which would be another prompt each time.
        ...(options.ownPrompt === true ? {} : { PS1: String.raw`\w ` }),
        ...options.environment,
      },
    })
    this.home = home
    this.#ownsHome = options.home === undefined
  }

  /** Waits for an empty prompt below the last one that was used. */
  async prompted(limitMs = 15_000): Promise<void> {
    // Kept as they were then: more may have been written before this goes on.
    await this.until(() => {
      this.#rows = this.history().split('\n')
      return this.#rows.length - 1 > this.#row && isPrompt(this.#rows)
    }, limitMs)
    this.#row = this.#rows.length - 1
  }

  /** The last row is the prompt that waits: a notice above it has moved it down. */
  settle(): void {
    this.#row = this.history().split('\n').length - 1
  }

  /** A notice may have moved it since. */
  #follow(): void {
    const rows = this.history().split('\n')
    if (isPrompt(rows)) this.#row = Math.max(this.#row, rows.length - 1)
  }

  /** Types a line at the waiting prompt and gives what is shown before the next one. */
  async line(text: string, limitMs?: number): Promise<string> {
    this.#follow()
    this.send(`${text}\r`)
    return await this.shown(limitMs)
  }

  /** What is shown below the waiting prompt's line until there is another. */
  async shown(limitMs?: number): Promise<string> {
    const from = this.#row
    await this.prompted(limitMs)
    return this.#rows.slice(from + 1, this.#row).join('\n')
  }

  override dispose(): void {
    super.dispose()
    if (this.#ownsHome) rmSync(this.home, { recursive: true, force: true })
  }
}

/** Opens shells for one test file, each at its first prompt; `close` ends them all. */
export function shells(): {
  readonly open: (options?: ShellOptions) => Promise<ShellProgram>
  readonly close: () => void
} {
  const programs: ShellProgram[] = []
  return {
    async open(options) {
      const program = new ShellProgram(options)
      programs.push(program)
      await program.prompted()
      return program
    },
    close() {
      for (const program of programs.splice(0)) program.dispose()
    },
  }
}

/**
 * One shell for all tests of a file or group, handed out by `take` when it is ready. A test that fails takes it with it:
 * the next one has a new shell, so that one hang is one failure.
 */
export function sharedShell(
  take: (shell: ShellProgram) => void,
  prepare: (shell: ShellProgram) => Promise<unknown> = async () => undefined,
  options: ShellOptions = {},
): void {
  let shell: ShellProgram | undefined
  const end = (): void => {
    shell?.dispose()
    shell = undefined
  }
  beforeEach(async () => {
    if (shell !== undefined) return
    shell = new ShellProgram(options)
    await shell.prompted()
    await prepare(shell)
    take(shell)
  })
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') end()
  })
  afterAll(end)
}
