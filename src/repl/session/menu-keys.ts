import type { CommandName, Keymap } from '../editor/keymap.ts'
import { moved, type CompletionMenu } from '../completion/menu.ts'
import { menuShape } from '../layout/menu.ts'
import { acceptSelected, narrowCompletion, replace, select } from './completing.ts'
import { menuHeight } from './menu-height.ts'
import type { Session } from './session.ts'

type Move = Parameters<typeof moved>[1]

const moves: ReadonlyMap<string, Move> = new Map([
  ['Tab', 'next'],
  ['C-i', 'next'],
  ['Down', 'next'],
  ['C-n', 'next'],
  ['S-Tab', 'previous'],
  ['Up', 'previous'],
  ['C-p', 'previous'],
  ['Left', 'left'],
  ['Right', 'right'],
  ['PageDown', 'pageDown'],
  ['PageUp', 'pageUp'],
])

const movesByCommand: ReadonlyMap<CommandName | undefined, Move> = new Map<CommandName, Move>([
  ['menu-complete', 'next'],
  ['menu-complete-backward', 'previous'],
])

const edits: ReadonlySet<CommandName | undefined> = new Set(['backward-delete-char', 'self-insert'])

/** A key while candidates are shown; false if it closed the menu, or left it to be handled as ever. */
export function handleMenuKey(
  session: Session,
  menu: CompletionMenu,
  chord: string,
  text: string | undefined,
  keymap: Keymap,
): boolean {
  const move = moves.get(chord) ?? movesByCommand.get(keymap.get(chord))
  if (move !== undefined) return moveSelection(session, menu, move)
  if (keymap.get(chord) === 'accept-line' && menu.selected !== undefined) return accepted(session, menu)
  if (chord === 'Escape' || keymap.get(chord) === 'abort') return givenUp(session, menu)
  const command = keymap.get(chord) ?? (text === undefined ? undefined : 'self-insert')
  if (menu.selected === undefined && edits.has(command))
    return narrowed(session, command as CommandName, text)
  // A blank behind a choice that brought its own is typed once.
  if (menu.selected !== undefined && text === ' ') return accepted(session, menu)
  if (menu.selected !== undefined && text === '/' && session.editor.buffer.text.endsWith('/'))
    return accepted(session, menu)
  session.closeMenu()
  return false
}

function moveSelection(session: Session, menu: CompletionMenu, move: Move): boolean {
  const { choices } = menu.completions
  const { columns, rows } = session.host.size?.() ?? { columns: 80, rows: 24 }
  const height = menuHeight(rows)
  const shape = session.look.menuIsLine
    ? { columns: 1, rows: choices.length }
    : menuShape(choices, columns, height)
  select(session, menu, moved(menu.selected, move, choices.length, shape, height - 1))
  return true
}

function accepted(session: Session, menu: CompletionMenu): boolean {
  acceptSelected(session, menu)
  return true
}

function givenUp(session: Session, menu: CompletionMenu): boolean {
  replace(session, menu.origin)
  session.closeMenu()
  return true
}

function narrowed(session: Session, command: CommandName, text: string | undefined): boolean {
  const before = session.editor.buffer.text
  session.run(command, text)
  if (session.editor.buffer.text !== before) void narrowCompletion(session)
  return true
}
