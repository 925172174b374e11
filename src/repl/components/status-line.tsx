import { Text } from 'ink'
import type { ReactNode } from 'react'
import { styled } from '../screen/style.ts'

/** A line below the text: what is searched for, which keys were begun. */
export function StatusLine({ text, color }: { readonly text: string; readonly color: boolean }): ReactNode {
  return <Text wrap="truncate-start">{styled('\x1b[2m', text, color)}</Text>
}
