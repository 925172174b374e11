import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import type { ProgressLine } from './progress-lines.ts'

/** Lines at the foot of the terminal. */
export function ProgressDisplay({
  lines,
  color,
}: {
  readonly lines: readonly ProgressLine[]
  readonly color: boolean
}): ReactNode {
  return (
    <Box flexDirection="column">
      {lines.map(({ text, look }, at) => (
        <Text key={at} wrap="truncate-end" {...styleOf(look, color)}>
          {text}
        </Text>
      ))}
    </Box>
  )
}

function styleOf(
  look: ProgressLine['look'],
  color: boolean,
): { readonly color?: string; readonly dimColor?: boolean } {
  if (!color) return {}
  if (look === 'bar') return { color: 'cyan' }
  return look === 'failure' ? { color: 'red' } : { dimColor: true }
}
