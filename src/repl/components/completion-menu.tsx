import { Box, Text } from 'ink'
import type { ReactNode } from 'react'

/** Candidates below the line, laid out before. */
export function CompletionMenu({ rows }: { readonly rows: readonly string[] }): ReactNode {
  return (
    <Box flexDirection="column">
      {rows.map((row, index) => (
        <Text key={index} wrap="truncate-end">
          {row}
        </Text>
      ))}
    </Box>
  )
}
