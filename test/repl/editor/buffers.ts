import type { CommandName } from '../../../src/repl/editor/keymap.ts'
import { editCommands, isEditCommand } from '../../../src/repl/editor/commands/index.ts'
import { applyEdit, emptyState, type EditorState } from '../../../src/repl/editor/state.ts'

/** `ab|cd`: the bar is the cursor. */
export function stateOf(marked: string, kills: readonly string[] = []): EditorState {
  const cursor = marked.indexOf('|')
  return {
    ...emptyState,
    kills,
    buffer: { text: marked.slice(0, cursor) + marked.slice(cursor + 1), cursor },
  }
}

export function show({ buffer }: EditorState): string {
  return `${buffer.text.slice(0, buffer.cursor)}|${buffer.text.slice(buffer.cursor)}`
}

/** Runs commands by name, one after the other; `"text"` is typed character by character. */
export function edit(start: EditorState, ...steps: string[]): EditorState {
  return steps.reduce((state, step) => {
    if (!step.startsWith('"')) return run(state, step as CommandName, '')
    return Array.from(step.slice(1, -1)).reduce(
      (typed, character) => run(typed, 'self-insert', character),
      state,
    )
  }, start)
}

function run(state: EditorState, name: CommandName, text: string): EditorState {
  if (!isEditCommand(name)) throw new Error(`no edit: ${name}`)
  return applyEdit(state, editCommands[name], text) ?? state
}
