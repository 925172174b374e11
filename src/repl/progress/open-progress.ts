import { PassThrough } from 'node:stream'
import { type Instance, render } from 'ink'
import { createElement, type ReactNode } from 'react'
import stringWidth from 'string-width'
import type { ProgressScreen, ProgressView } from '../../lang/eval/index.ts'
import type { Descriptor } from '../../os/index.ts'
import { OutputStream, type ScreenSize } from '../screen/output-stream.ts'
import { ProgressDisplay } from './progress-display.tsx'
import { type ProgressLine, progressLines } from './progress-lines.ts'

export interface ProgressHost {
  readonly output: Descriptor
  readonly color: boolean
  size(): ScreenSize
}

/** Opens a place at the foot of the terminal, where Ink draws how far a run is. */
export function openProgress(host: ProgressHost): ProgressScreen {
  return new Progress(host)
}

/** Tells when a frame is written: Ink may put it off for a moment. */
class FrameStream extends OutputStream {
  onFrame = (): void => undefined

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    if (!this.isMuted && typeof chunk === 'string' && chunk.includes('\n')) this.onFrame()
    return super.write(chunk, ...rest)
  }
}

const showCursor = '\x1b[?25h'

class Progress implements ProgressScreen {
  readonly #host: ProgressHost
  readonly #output: FrameStream
  #ink: Instance | undefined
  #lines: readonly ProgressLine[] = []
  /** Those that are on the screen. */
  #shown: readonly ProgressLine[] = []

  constructor(host: ProgressHost) {
    this.#host = host
    this.#output = new FrameStream(host.output, () => host.size())
    this.#output.onFrame = () => (this.#shown = this.#lines)
  }

  draw(view: ProgressView, above: string): void {
    // Of a change only those hear who have the terminal.
    if (this.#output.nextColumns !== this.#output.columns) this.#output.resized()
    const before = this.#erase() + terminalText(above)
    this.#lines = progressLines(view, this.#output)
    const element = createElement(ProgressDisplay, { lines: this.#lines, color: this.#host.color })
    this.#output.prepend(before)
    if (this.#ink === undefined) this.#ink = this.#render(element)
    else {
      this.#output.muted(() => this.#ink?.clear())
      this.#ink.rerender(element)
    }
    this.#output.write('')
  }

  async close(above: string): Promise<void> {
    this.#output.muted(() => {
      this.#ink?.clear()
      this.#ink?.unmount()
      this.#ink?.cleanup()
    })
    this.#output.prepend(this.#erase() + terminalText(above) + (this.#ink === undefined ? '' : showCursor))
    await this.#output.flushed()
  }

  /** What takes away the lines that are there, however the terminal has broken them since. */
  #erase(): string {
    const { columns } = this.#output
    const rows = this.#shown.reduce(
      (sum, { text }) => sum + Math.max(1, Math.ceil(stringWidth(text) / columns)),
      0,
    )
    this.#shown = []
    return rows === 0 ? '' : `\r\x1b[${rows}A\x1b[J`
  }

  #render(element: ReactNode): Instance {
    const stream = this.#output as unknown as NodeJS.WriteStream
    return render(element, {
      stdout: stream,
      stderr: stream,
      // Keys are for the programs that run.
      stdin: new PassThrough() as unknown as NodeJS.ReadStream,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
      // It is drawn when it is asked for, ten times a second at the most.
      maxFps: 1000,
      isScreenReaderEnabled: false,
    })
  }
}

/** Whether the terminal makes a return of a newline is a program's to change. */
function terminalText(text: string): string {
  return text.replaceAll('\n', '\r\n')
}
