import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { useScreenSize } from '../hooks/use-screen-size.ts'
import type { OutputStream } from '../screen/output-stream.ts'
import { header, type JobRow, layoutRows } from './job-rows.ts'
import { keyHelp } from './watch-state.ts'

export interface WatchView {
  readonly rows: readonly JobRow[]
  readonly selected: number
  /** What went wrong with the last key. */
  readonly message: string
}

/** The jobs, the chosen one marked, and what the keys do. */
export function WatchScreen({
  view,
  output,
}: {
  readonly view: WatchView
  readonly output: OutputStream
}): ReactNode {
  const { columns, rows } = useScreenSize(output)
  const room = Math.max(1, rows - 4)
  const from = Math.max(0, Math.min(view.selected - room + 1, view.rows.length - room))
  const [head = '', ...lines] = layoutRows([header, ...view.rows.slice(from, from + room)], columns - 2)
  return (
    <Box flexDirection="column">
      <Text dimColor>{`  ${head}`}</Text>
      {lines.length === 0 && <Text>{'  no jobs'}</Text>}
      {lines.map((line, at) => {
        const isChosen = from + at === view.selected
        return (
          <Text key={at} bold={isChosen} wrap="truncate-end">
            {(isChosen ? '› ' : '  ') + line}
          </Text>
        )
      })}
      <Text dimColor wrap="truncate-end">
        {view.message === '' ? keyHelp : view.message}
      </Text>
    </Box>
  )
}
