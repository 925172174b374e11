import { PassThrough } from 'node:stream'
import { render } from 'ink'
import { createElement } from 'react'
import { App, type ScreenControl } from '../app.tsx'
import type { Session } from '../session/session.ts'
import type { OutputStream } from './output-stream.ts'

/** The drawing by Ink. */
export interface Drawing extends ScreenControl {
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
    const onReady = (control: ScreenControl): void => resolve({ ...control, unmount: () => unmount() })
    const { unmount, waitUntilExit } = render(createElement(App, { session, color, onReady }), {
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
    })
    waitUntilExit().catch((error: unknown) => {
      reject(error as Error)
      onFailure(error)
    })
  })
}
