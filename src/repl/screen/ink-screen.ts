import { PassThrough } from 'node:stream'
import { render } from 'ink'
import { createElement } from 'react'
import { App, type ScreenControl } from '../app.tsx'
import type { Session } from '../session/session.ts'
import type { OutputStream } from './output-stream.ts'

const pasteModeOn = '\x1b[?2004h'
const pasteModeOff = '\x1b[?2004l'

/** The drawing of a session on a terminal, by Ink. It is either shown or gone from the screen, never half there. */
export class InkScreen {
  readonly #session: Session
  readonly #output: OutputStream
  readonly #color: boolean
  readonly #onFailure: (error: unknown) => void
  #control: ScreenControl | undefined
  #resume: (() => Promise<void>) | undefined
  #unmount: (() => void) | undefined

  /** `onFailure` hears of an error while drawing; nothing is drawn after it. */
  constructor(session: Session, output: OutputStream, color: boolean, onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure
    this.#session = session
    this.#output = output
    this.#color = color
  }

  /** Draws the session where the cursor is; the first time it starts Ink. */
  async show(): Promise<void> {
    if (this.#control === undefined) this.#control = await this.#mount()
    // React has taken the new session before Ink draws it, so the old line is never seen again.
    else await Promise.resolve().then(this.#resume)
    this.#resume = undefined
    this.#output.write(pasteModeOn)
  }

  /** Takes the drawing away, and writes what is to stay in its place; the terminal is free for others at once. */
  async leave(finished: string): Promise<void> {
    const resume = this.#control?.suspend()
    this.#output.write(pasteModeOff + finished)
    this.#resume = await resume
  }

  /** Writes whole lines above the drawing, or where the cursor is when nothing is drawn. */
  writeAbove(text: string): void {
    const lines = text.endsWith('\n') ? text : `${text}\n`
    if (this.#control === undefined || this.#resume !== undefined) this.#output.write(lines)
    else this.#control.writeAbove(lines)
  }

  /** Puts the drawing on the first row of an empty screen. */
  clear(): void {
    this.#control?.writeAbove('\x1b[H\x1b[2J')
  }

  close(): void {
    this.#unmount?.()
    this.#unmount = undefined
  }

  #mount(): Promise<ScreenControl> {
    return new Promise((onReady, reject) => {
      const app = createElement(App, { session: this.#session, color: this.#color, onReady })
      const { unmount, waitUntilExit } = render(app, {
        stdout: this.#output as unknown as NodeJS.WriteStream,
        // Keys are ours to read; Ink gets a stream that stays silent.
        stdin: new PassThrough() as unknown as NodeJS.ReadStream,
        stderr: this.#output as unknown as NodeJS.WriteStream,
        exitOnCtrlC: false,
        patchConsole: false,
        interactive: true,
        maxFps: 1000,
        isScreenReaderEnabled: false,
      })
      this.#unmount = unmount
      waitUntilExit().catch((error: unknown) => {
        reject(error)
        this.#onFailure(error)
      })
    })
  }
}
