import { Box, useApp, useStdout } from 'ink'
import { useEffect, useLayoutEffect, type ReactNode } from 'react'
import { CompletionMenu } from './components/completion-menu.tsx'
import { EditArea } from './components/edit-area.tsx'
import { StatusLine } from './components/status-line.tsx'
import { useEditFrame } from './hooks/use-edit-frame.ts'
import { useMenuRows } from './hooks/use-menu-rows.ts'
import { useSession } from './hooks/use-session.ts'
import { useScreenSize } from './hooks/use-screen-size.ts'
import type { OutputStream } from './screen/output-stream.ts'
import type { Frame } from './layout/edit-area.ts'
import type { Session } from './session/session.ts'

/** What the screen can be asked for once it is drawn. */
export interface ScreenControl {
  /** Takes the drawing off the screen and leaves the terminal to others, until the function it gives is called. */
  suspend(): Promise<() => Promise<void>>
  /** Writes lines above the drawing. */
  writeAbove(text: string): void
}

export interface AppProps {
  readonly session: Session
  readonly output: OutputStream
  readonly color: boolean
  readonly onReady: (control: ScreenControl) => void
  /** Hears what is on the screen. */
  readonly onFrame: (frame: Frame) => void
}

/** Layout only: the line being edited, and a status line below it when there is something to say. */
export function App({ session, output, color, onReady, onFrame }: AppProps): ReactNode {
  const view = useSession(session)
  const { columns, rows } = useScreenSize(output)
  // Ink draws best in less than the whole screen; its cursor rests on the row below.
  const menu = useMenuRows(view, columns, rows, color)
  const height = Math.max(1, rows - 1 - menu.length - (view.status === undefined ? 0 : 1))
  const frame = useEditFrame(view, columns, height, color)
  useControl(onReady)
  useLayoutEffect(() => onFrame(frame))
  return (
    <Box flexDirection="column">
      <EditArea frame={frame} />
      <CompletionMenu rows={menu} />
      {view.status !== undefined && <StatusLine text={view.status} color={color} />}
    </Box>
  )
}

function useControl(onReady: (control: ScreenControl) => void): void {
  const { suspendTerminal } = useApp()
  const { write } = useStdout()
  useEffect(() => {
    const suspend = async (): Promise<() => Promise<void>> => (await suspendTerminal()).resume
    onReady({ suspend, writeAbove: write })
  }, [onReady, suspendTerminal, write])
}
