import { PassThrough } from 'node:stream'
import { render } from 'ink'
import { createElement } from 'react'
import { App, type ScreenControl } from '../app.tsx'
import type { Frame } from '../layout/edit-area.ts'
import type { Session } from '../session/session.ts'
import { Canvas } from './canvas.ts'
import type { OutputStream } from './output-stream.ts'

/** The drawing by Ink. */
export interface Drawing {
  /** What is on the screen, as long as the drawing is not suspended. */
  readonly frame: Frame | undefined
  /** Takes it off the screen and leaves the terminal to others, until the function it gives is called. */
  suspend(): Promise<() => Promise<void>>
  /** Writes lines above it. */
  writeAbove(text: string): void
  /** Takes it away; the next change of size draws it again. */
  erase(): void
  /** It is not on the screen any more. */
  forget(): void
  unmount(): void
}

export interface DrawingHost {
  readonly color: boolean
  /** False while nothing may be drawn; `output` tells when it may be again. */
  readonly mayDraw: () => boolean
  /** Hears of an error; nothing is drawn after it. */
  readonly onFailure: (error: unknown) => void
}

/** Draws a session at the cursor, and again whenever it changes. */
export function mount(
  session: Session,
  output: OutputStream,
  { color, mayDraw, onFailure }: DrawingHost,
): Promise<Drawing> {
  return new Promise((resolve, reject) => {
    const canvas = new Canvas(session, output, color, mayDraw)
    const stop = [session.subscribe(canvas.update), output.onSize(canvas.update)]
    const onReady = (control: ScreenControl): void =>
      resolve(
        drawingOn(canvas, output, control, () => {
          for (const end of stop) end()
          unmount()
        }),
      )
    const { clear, unmount, waitUntilExit } = render(createElement(App, { canvas, onReady }), {
      stdout: output as unknown as NodeJS.WriteStream,
      stderr: output as unknown as NodeJS.WriteStream,
      // Keys are ours to read; Ink gets a stream that stays silent.
      stdin: new PassThrough() as unknown as NodeJS.ReadStream,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
      // A key is drawn at once; the default would wait up to 33 ms.
      maxFps: 1000,
      isScreenReaderEnabled: false,
      onRender: canvas.drawn,
    })
    canvas.attach({ clear })
    waitUntilExit().catch((error: unknown) => {
      reject(error as Error)
      onFailure(error)
    })
  })
}

function drawingOn(
  canvas: Canvas,
  output: OutputStream,
  control: ScreenControl,
  unmount: () => void,
): Drawing {
  return {
    get frame() {
      return canvas.frame
    },
    async suspend() {
      canvas.suspend()
      const resume = await control.suspend()
      return () => {
        canvas.resume()
        return resume()
      }
    },
    writeAbove(text) {
      canvas.erase()
      output.write(text)
      canvas.update()
    },
    erase: () => canvas.erase(),
    forget: () => canvas.forget(),
    unmount,
  }
}
