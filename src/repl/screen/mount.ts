import { PassThrough } from 'node:stream'
import { render } from 'ink'
import { createElement } from 'react'
import { App, type ScreenControl } from '../app.tsx'
import type { Frame } from '../layout/edit-area.ts'
import type { Session } from '../session/session.ts'
import type { OutputStream } from './output-stream.ts'

/** The drawing by Ink. */
export interface Drawing extends ScreenControl {
  /** What is on the screen, as long as the drawing is not suspended. */
  frame(): Frame | undefined
  /** Takes it away and forgets it; the next change of size draws it again. */
  erase(): void
  unmount(): void
}

/** Draws a session at the cursor, and again whenever it changes. `onFailure` hears of an error; nothing is drawn after it. */
export function mount(
  session: Session,
  output: OutputStream,
  color: boolean,
  onFailure: (error: unknown) => void,
): Promise<Drawing> {
  return new Promise((resolve, reject) => {
    let last: Frame | undefined
    const onFrame = (frame: Frame): void => void (last = frame)
    const onReady = (control: ScreenControl): void =>
      resolve({ ...control, frame: () => last, erase: () => clear(), unmount: () => unmount() })
    const { clear, unmount, waitUntilExit } = render(
      createElement(App, { session, output, color, onReady, onFrame }),
      {
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
      },
    )
    waitUntilExit().catch((error: unknown) => {
      reject(error as Error)
      onFailure(error)
    })
  })
}
