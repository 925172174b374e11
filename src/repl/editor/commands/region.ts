import { killRange } from '../kill-ring.ts'
import type { EditCommand, EditorState } from '../state.ts'

/** From the mark to the cursor, wherever the text has shrunk to. */
function regionOf({ buffer, mark }: EditorState): [start: number, end: number] | undefined {
  if (mark === undefined) return undefined
  const at = Math.min(mark, buffer.text.length)
  return [Math.min(at, buffer.cursor), Math.max(at, buffer.cursor)]
}

const killRegion: EditCommand = state => {
  const region = regionOf(state)
  return region && killRange(state, ...region, 'after')
}

const copyRegion: EditCommand = state => {
  const region = regionOf(state)
  if (region === undefined || region[0] === region[1]) return undefined
  return { kills: [state.buffer.text.slice(...region), ...state.kills] }
}

const exchange: EditCommand = ({ buffer, mark }) =>
  mark === undefined
    ? undefined
    : { buffer: { ...buffer, cursor: Math.min(mark, buffer.text.length) }, mark: buffer.cursor }

/** Readline manual, Killing And Yanking, Miscellaneous Commands: what is between the mark and the cursor. */
export const region = {
  'set-mark': ({ buffer }) => ({ mark: buffer.cursor }),
  'exchange-point-and-mark': exchange,
  'kill-region': killRegion,
  'copy-region-as-kill': copyRegion,
} satisfies Record<string, EditCommand>
