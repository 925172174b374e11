import { spawn, type IPty } from '@lydell/node-pty'
import type * as headless from '@xterm/headless'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

// Its CommonJS hides the names from Node's import; vitest and Node both know this way.
const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof headless

export interface PtyOptions {
  readonly columns?: number
  readonly rows?: number
  readonly cwd?: string
  /** Set in addition to those of the tests; `undefined` takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** node-pty would set the text `undefined`. */
function withoutUndefined(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** Around a drawing that is one: nobody sees what is between (Synchronized Output, DEC mode 2026). */
const frameBegins = '\x1b[?2026h'
const frameEnds = '\x1b[?2026l'

/** A program in a pseudo-terminal, and the screen it draws, as a person sees it. Wait for what it shows, never for time. */
export class PtyProgram {
  /** Everything the program wrote, escape sequences and all. */
  output = ''
  readonly #pty: IPty
  readonly #terminal: headless.Terminal
  readonly #waiting = new Set<() => void>()
  /** What was written up to now ends within a drawing. */
  #isInFrame = false
  /** The screen shows a part of a drawing. */
  #isDrawing = false
  #exit: { readonly status: number; readonly signal: number } | undefined

  constructor(file: string, args: readonly string[], options: PtyOptions = {}) {
    const { columns: cols = 80, rows = 24, cwd, environment } = options
    this.#terminal = new Terminal({ cols, rows, allowProposedApi: true, scrollback: 1000 })
    this.#pty = spawn(file, [...args], {
      name: environment?.TERM ?? 'xterm-256color',
      cols,
      rows,
      cwd,
      env: withoutUndefined({ ...process.env, ...environment }),
    })
    this.#pty.onData(data => {
      const from = Math.max(0, this.output.length - frameBegins.length)
      this.output += data
      const [begun, ended] = [frameBegins, frameEnds].map(mark => this.output.slice(from).lastIndexOf(mark))
      if (begun !== ended) this.#isInFrame = Number(begun) > Number(ended)
      const isInFrame = this.#isInFrame
      this.#wake()
      this.#terminal.write(data, () => {
        this.#isDrawing = isInFrame
        this.#wake()
      })
    })
    this.#terminal.onData(answer => this.#pty.write(answer))
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#exit = { status: exitCode, signal: signal ?? 0 }
      this.#terminal.write('', () => this.#wake())
    })
  }

  get pid(): number {
    return this.#pty.pid
  }

  send(keys: string): void {
    this.#pty.write(keys)
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows)
    this.#pty.resize(columns, rows)
  }

  get columns(): number {
    return this.#terminal.cols
  }

  /** The screen's cells, for who wants more than their text. */
  get buffer(): headless.IBuffer {
    return this.#terminal.buffer.active
  }

  /** The visible rows, without blanks at their ends and without empty rows at the end. */
  screen(): string {
    const { baseY } = this.#terminal.buffer.active
    return this.#rows(baseY, baseY + this.#terminal.rows)
  }

  /** The screen and what was scrolled off its top. */
  history(): string {
    return this.#rows(0, this.#terminal.buffer.active.length)
  }

  cursor(): { readonly x: number; readonly y: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active
    return { x: cursorX, y: cursorY }
  }

  /** True while the program uses the alternate screen. */
  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate'
  }

  /** Waits until the screen satisfies, not in the middle of a drawing; fails with what is on it. */
  async until(isThere: RegExp | ((screen: string) => boolean), limitMs = 10_000): Promise<string> {
    const holds = (): boolean => {
      if (this.#isDrawing && this.#exit === undefined) return false
      return isThere instanceof RegExp ? isThere.test(this.screen()) : isThere(this.screen())
    }
    await this.#wait(holds, () => `never on the screen: ${String(isThere)}`, limitMs)
    return this.screen()
  }

  /** Waits until what was written satisfies, drawn or not: for measuring. */
  async written(isThere: (output: string) => boolean): Promise<void> {
    await this.#wait(
      () => isThere(this.output),
      () => 'never written',
      10_000,
    )
  }

  async exited(limitMs = 10_000): Promise<{ readonly status: number; readonly signal: number }> {
    await this.#wait(
      () => this.#exit !== undefined,
      () => 'did not exit',
      limitMs,
    )
    return this.#exit ?? { status: -1, signal: 0 }
  }

  /** Closes the terminal under it. */
  hangUp(): void {
    this.#pty.kill('SIGHUP')
  }

  /** Closes the window: the terminal itself is gone, and the kernel sends the signal. */
  closeWindow(): void {
    // Its types leave it out.
    ;(this.#pty as unknown as { destroy(): void }).destroy()
  }

  /** Ends the program and all that it left in its session: a killed shell cannot see to its background jobs. */
  dispose(): void {
    spawnSync('pkill', ['-KILL', '-s', String(this.#pty.pid)])
    if (this.#exit === undefined) this.#pty.kill('SIGKILL')
    this.#terminal.dispose()
  }

  #wait(holds: () => boolean, failure: () => string, limitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (finish: () => void): void => {
        clearTimeout(timer)
        this.#waiting.delete(check)
        finish()
      }
      const check = (): void => {
        if (holds()) end(resolve)
      }
      const fail = (): void =>
        reject(new Error(`${failure()}\n--- screen ---\n${this.history().slice(-4000)}\n---`))
      const timer = setTimeout(() => end(fail), limitMs)
      this.#waiting.add(check)
      check()
    })
  }

  #wake(): void {
    for (const check of this.#waiting) check()
  }

  #rows(from: number, to: number): string {
    const { active } = this.#terminal.buffer
    const rows = Array.from({ length: to - from }, (_, index) =>
      (active.getLine(from + index)?.translateToString(true) ?? '').trimEnd(),
    )
    return rows.join('\n').trimEnd()
  }
}
