import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PtyProgram } from './pty.ts'

/** An empty prompt at home: where a line can be typed. */
const emptyPrompt = /^~ ❯$/

/** The real shell in a wide pseudo-terminal: a line is typed as a person types it, what is shown is read off the screen. */
export class TranscriptShell {
  readonly #program: PtyProgram
  /** The row of the prompt that waits. */
  #row = -1
  #seen: string[] = []

  constructor(argv: readonly [string, ...string[]], cwd: string) {
    const state = mkdtempSync(join(tmpdir(), 'nacre-state-'))
    this.#program = new PtyProgram(argv[0], [...argv.slice(1), '--norc'], {
      columns: 200,
      rows: 60,
      cwd,
      // At home the prompt is `~`, whatever folder the project is in.
      environment: {
        HOME: cwd,
        XDG_STATE_HOME: state,
        XDG_CACHE_HOME: join(tmpdir(), 'nacre-test-cache'),
        NO_COLOR: '1',
        PS1: String.raw`\w `,
      },
    })
  }

  /** Types a text, one line after the other, and gives what appeared before the next prompt. */
  async type(text: string): Promise<string> {
    const from = this.#row === -1 ? await this.#waitForPrompt() : this.#row
    for (const line of text.split('\n')) {
      this.#program.send(line)
      await this.#program.until(screen => screen.trimEnd().split('\n').at(-1)?.includes(line.trim()) === true)
      this.#program.send('\r')
    }
    const to = await this.#waitForPrompt()
    return this.#seen
      .slice(from + text.split('\n').length, to)
      .join('\n')
      .trimEnd()
  }

  close(): void {
    this.#program.dispose()
  }

  #rows(): string[] {
    return this.#program.history().trimEnd().split('\n')
  }

  /** The row of an empty prompt below the one that was used last. */
  async #waitForPrompt(): Promise<number> {
    // Kept as they were then: more may have been written before this goes on.
    const isThere = (): boolean => {
      this.#seen = this.#rows()
      const row = this.#seen.length - 1
      return emptyPrompt.test(this.#seen[row] ?? '') && row > this.#row
    }
    await this.#program.until(isThere)
    return (this.#row = this.#seen.length - 1)
  }
}
