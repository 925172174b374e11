import { replaceRange } from './line-buffer.ts'
import type { EditorState } from './state.ts'

const largest = 60

/**
 * Takes a range out and keeps it for yank; kills in a row add up, at the side they were taken from (readline manual,
 * Killing And Yanking). Undefined for an empty range.
 */
export function killRange(
  state: EditorState,
  start: number,
  end: number,
  side: 'before' | 'after',
): Partial<EditorState> | undefined {
  if (start >= end) return undefined
  const killed = state.buffer.text.slice(start, end)
  return {
    buffer: replaceRange(state.buffer, start, end, ''),
    kills: keep(state, killed, side),
    last: 'kill',
  }
}

function keep(state: EditorState, killed: string, side: 'before' | 'after'): readonly string[] {
  const [newest = '', ...others] = state.kills
  if (state.last !== 'kill') return [killed, ...state.kills].slice(0, largest)
  return [side === 'before' ? killed + newest : newest + killed, ...others]
}
