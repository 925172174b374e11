import type { EditCommand } from '../state.ts'

const undo: EditCommand = ({ buffer, past, future }) => {
  const before = past.at(-1)
  return before && { buffer: before, past: past.slice(0, -1), future: [...future, buffer] }
}

const redo: EditCommand = ({ buffer, past, future }) => {
  const after = future.at(-1)
  return after && { buffer: after, past: [...past, buffer], future: future.slice(0, -1) }
}

/** Takes back everything done to this line. */
const revertLine: EditCommand = ({ buffer, past, future }) => {
  const first = past[0]
  return first && { buffer: first, past: [], future: [...future, buffer, ...past.slice(1).toReversed()] }
}

/** Readline manual, Some Miscellaneous Commands; redo is not readline's. */
export const undoing = { undo, redo, 'revert-line': revertLine } satisfies Record<string, EditCommand>
