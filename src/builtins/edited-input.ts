import { chain, encodeBytes } from '../value/index.ts'
import {
  type EditLine,
  type InPort,
  type LineAnswer,
  type LineRequest,
  type Outcome,
  type Shell,
  trapSignal,
} from '../lang/eval/index.ts'

/** Thrown where reading ends with more than a line: Ctrl-C, or a jump that a trap made. */
export class LineLeft extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super('the line was left')
    this.outcome = outcome
  }
}

export type EditedLineOptions = Omit<LineRequest, 'input' | 'signal' | 'outlivesInterrupt'>

/** The editor for lines of a port; undefined where there is none: no terminal, or one that cannot move its cursor. */
export function lineEditorFor(port: InPort, { session, variables }: Shell): EditLine | undefined {
  const terminalType = variables.get('TERM') ?? ''
  return port.isTerminal && terminalType !== '' && terminalType !== 'dumb'
    ? session.lineEditor?.()
    : undefined
}

/** What a person writes with the line editor, as bytes: `read -e` takes them as it takes all others. */
export class EditedInput implements InPort {
  readonly isTerminal = true
  readonly #edit: EditLine
  readonly #input: InPort
  readonly #shell: Shell
  readonly #options: EditedLineOptions
  #rest: Uint8Array = new Uint8Array(0)

  constructor(edit: EditLine, input: InPort, shell: Shell, options: EditedLineOptions) {
    this.#edit = edit
    this.#input = input
    this.#shell = shell
    this.#options = options
  }

  unread(): boolean {
    return false
  }

  /** When a line is used up another is asked for: one that ends with a backslash goes on. */
  async read(size: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    if (this.#rest.length === 0) {
      const line = await this.#line(this.#options.text, signal)
      if (line === undefined) return undefined
      this.#rest = encodeBytes(line + (this.#options.delimiter ?? '\n'))
    }
    const bytes = this.#rest.subarray(0, size)
    this.#rest = this.#rest.subarray(size)
    return bytes
  }

  async #line(text: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    const answer: LineAnswer = await this.#edit({
      ...this.#options,
      text,
      input: this.#input,
      outlivesInterrupt: this.#shell.traps.get('INT') !== undefined,
      signal,
    })
    switch (answer.type) {
      case 'line':
        return answer.text
      case 'interrupt':
        await this.#interrupted()
        // A trap has answered: the line goes on as it was.
        return await this.#line(answer.text, signal)
      case 'aborted':
        signal?.throwIfAborted()
        throw new LineLeft(130)
      case 'end':
        return undefined
    }
  }

  /** Ctrl-C was a key: it does what the signal does. Returns where a trap answers it. */
  async #interrupted(): Promise<void> {
    const { host, session } = this.#shell
    const outcome = await chain(trapSignal(this.#shell, 'INT'), answer => answer)
    if (outcome === true) return
    if (outcome !== false) throw new LineLeft(outcome)
    if (session.interrupt === undefined) host.kill(host.pid, 'INT')
    else session.interrupt()
    throw new LineLeft(130)
  }
}
