import { useApp } from 'ink'
import { useEffect, useInsertionEffect, useSyncExternalStore, type ReactNode } from 'react'
import { Rows } from './components/rows.tsx'
import type { Canvas } from './screen/canvas.ts'

/** What the screen can be asked for once it is drawn. */
export interface ScreenControl {
  /** Takes the drawing off the screen and leaves the terminal to others, until the function it gives is called. */
  suspend(): Promise<() => Promise<void>>
}

export interface AppProps {
  readonly canvas: Canvas
  readonly onReady: (control: ScreenControl) => void
}

/** The rows of the line being edited, of candidates and of status, as they were laid out. */
export function App({ canvas, onReady }: AppProps): ReactNode {
  const frame = useSyncExternalStore(canvas.subscribe, canvas.getFrame)
  // Before Ink draws: its own effect, which tells it the cursor's place, is one of this kind.
  useInsertionEffect(() => canvas.taken(frame))
  useControl(onReady)
  return <Rows frame={frame} />
}

function useControl(onReady: (control: ScreenControl) => void): void {
  const { suspendTerminal } = useApp()
  useEffect(() => {
    onReady({ suspend: async () => (await suspendTerminal()).resume })
  }, [onReady, suspendTerminal])
}
