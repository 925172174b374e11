import type { Descriptor } from '../os/index.ts'
import { decodeBytes, encodeBytes } from '../value/index.ts'
import { stripStyles } from './layout/ansi.ts'
import { needsMore } from './needs-more.ts'
import type { PromptHost } from './prompt-host.ts'
import { runLine } from './run-line.ts'

/**
 * The prompt without a screen: for dumb terminals, for input that is none, and when drawing fails. The terminal edits the
 * line itself; a line that is unfinished goes on with the next.
 */
export async function runPlain(host: PromptHost): Promise<number> {
  const loop = new PlainLoop(host)
  try {
    return await loop.run()
  } finally {
    loop.close()
    host.history.close()
  }
}

class PlainLoop {
  readonly #host: PromptHost
  readonly #cleanups: (() => void)[]
  #pending = ''
  #status = 0
  #isReading = false

  constructor(host: PromptHost) {
    this.#host = host
    this.#cleanups = [
      host.onNotice(text => void this.#write(text.endsWith('\n') ? text : `${text}\n`)),
      host.onSignal('INT', () => void this.#interrupt()),
    ]
  }

  close(): void {
    for (const cleanup of this.#cleanups) cleanup()
  }

  async run(): Promise<number> {
    for (;;) {
      await this.#prompt()
      this.#isReading = true
      const line = await readLine(this.#host.input)
      this.#isReading = false
      const exit = line === undefined ? await this.#end() : await this.#take(line)
      if (exit !== undefined) return exit
    }
  }

  async #take(line: string): Promise<number | undefined> {
    this.#pending += line
    const text = this.#pending.replace(/\n$/, '')
    if (needsMore(this.#host, text)) return undefined
    this.#pending = ''
    if (text.trim() === '') return undefined
    const result = await runLine(this.#host, text)
    this.#status = result.status
    return result.exit
  }

  /** The end of the input ends the shell; in the middle of a text, the text as it is. */
  async #end(): Promise<number | undefined> {
    if (this.#pending !== '') {
      const text = this.#pending
      this.#pending = ''
      const result = await runLine(this.#host, text)
      return result.exit ?? result.status
    }
    return this.#host.exit === undefined ? this.#status : await this.#host.exit()
  }

  async #interrupt(): Promise<void> {
    if (!this.#isReading) return
    this.#pending = ''
    this.#host.interrupt()
    await this.#write('\n')
    await this.#prompt()
  }

  async #prompt(): Promise<void> {
    const isFirst = this.#pending === ''
    await this.#write(isFirst ? `${stripStyles(this.#host.prompt(() => undefined).left)}> ` : '… ')
  }

  async #write(text: string): Promise<void> {
    await this.#host.output.write(encodeBytes(text))
  }
}

/** One line with its newline; undefined at the end. From what is no terminal, byte by byte: the rest is the commands'. */
async function readLine(input: Pick<Descriptor, 'read' | 'isTerminal'>): Promise<string | undefined> {
  const size = input.isTerminal ? 4096 : 1
  const pieces: Uint8Array[] = []
  for (;;) {
    const bytes = await input.read(size)
    if (bytes === undefined) return pieces.length === 0 ? undefined : decodeBytes(Buffer.concat(pieces))
    pieces.push(bytes)
    if (bytes.at(-1) === 10) return decodeBytes(Buffer.concat(pieces))
  }
}
