import { KeyDecoder } from '../../../src/repl/keys/decoder.ts'
import type { LineEnd, SessionHost } from '../../../src/repl/session/session-host.ts'
import { Session } from '../../../src/repl/session/session.ts'
import { MemoryHistory } from '../../../src/store/index.ts'

/** A session that is typed at; `{` at the end of a text leaves it unfinished. */
export class TypedSession {
  readonly ends: LineEnd[] = []
  clears = 0
  readonly session: Session
  readonly #decoder = new KeyDecoder()

  constructor(lines: readonly string[] = [], host: Partial<SessionHost> = {}) {
    const history = new MemoryHistory()
    for (const text of lines) history.begin({ text, language: 'command' })
    this.session = new Session({
      history,
      judge: text =>
        /(?:\{\s*|>)$/.test(text) ? 'unfinished' : text.startsWith('ts') ? 'typescript' : 'command',
      end: end => this.ends.push(end),
      clearScreen: () => this.clears++,
      quoteNext: () => this.#decoder.quoteNext(),
      ...host,
    })
    this.session.begin({ left: '' })
  }

  /** Types bytes, one by one as the terminal's reader does. */
  type(keys: string): this {
    for (const byte of Buffer.from(keys))
      for (const event of this.#decoder.push(Uint8Array.of(byte))) this.session.handle(event)
    for (const event of this.#decoder.flush()) this.session.handle(event)
    return this
  }

  /** `ab|cd`, and the status line behind it if there is one. */
  get shown(): string {
    const { buffer, status } = this.session.getView()
    const text = `${buffer.text.slice(0, buffer.cursor)}|${buffer.text.slice(buffer.cursor)}`
    return status === undefined ? text : `${text} [${status}]`
  }
}
