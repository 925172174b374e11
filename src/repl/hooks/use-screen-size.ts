import { useCallback, useSyncExternalStore } from 'react'
import type { OutputStream } from '../screen/output-stream.ts'

/** The terminal's size; draws again in the same turn when it changes, or may have. */
export function useScreenSize(output: OutputStream): { readonly columns: number; readonly rows: number } {
  const subscribe = useCallback(
    (listener: () => void) => {
      output.on('size', listener)
      return () => void output.off('size', listener)
    },
    [output],
  )
  useSyncExternalStore(subscribe, () => output.resizes)
  return { columns: output.columns, rows: output.rows }
}
