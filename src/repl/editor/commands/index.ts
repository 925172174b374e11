import type { EditCommand } from '../state.ts'
import { changing } from './changing.ts'
import { killing } from './killing.ts'
import { movement } from './movement.ts'
import { region } from './region.ts'
import { undoing } from './undoing.ts'

const table = { ...movement, ...changing, ...killing, ...undoing, ...region }

/** A command that changes the editor's state and nothing else. */
export type EditCommandName = keyof typeof table

/** All edits under readline's names. */
export const editCommands: Readonly<Record<EditCommandName, EditCommand>> = table

/** True for the name of an edit. */
export function isEditCommand(name: string): name is EditCommandName {
  return Object.hasOwn(table, name)
}
