import { Box, Text, useCursor } from 'ink'
import type { ReactNode } from 'react'
import type { Frame } from '../layout/edit-area.ts'

/** Rows that were laid out before, and the terminal's cursor in them. */
export function Rows({ frame }: { readonly frame: Frame }): ReactNode {
  useCursor().setCursorPosition(frame.cursor)
  return (
    <Box flexDirection="column">
      {frame.rows.map((row, index) => (
        <Row key={index} text={row} />
      ))}
    </Box>
  )
}

/** A row fits already; Ink must neither wrap it nor drop it when it is empty. */
function Row({ text }: { readonly text: string }): ReactNode {
  return <Text wrap="truncate-end">{text === '' ? ' ' : text}</Text>
}
