import { TypedSession } from '../driver.ts'

/** What vim left behind, or what we did. */
export interface Answer {
  readonly text: string
  readonly cursor: number
  readonly registers: Readonly<Record<string, string>>
}

/** Plays commands in command mode on a text, as record.vim does. */
export function play(text: string, cursor: number, commands: readonly string[]): Answer {
  const typed = new TypedSession()
  const { session } = typed
  session.setMode('vi')
  session.begin({ left: '' }, text)
  typed.type('\x1b')
  session.editor = { ...session.editor, buffer: { text, cursor } }
  for (const keys of commands) for (const part of keys.split(/(\x1b)/)) if (part !== '') typed.type(part)
  const { buffer } = session.editor
  const registers: Record<string, string> = {}
  for (const name of ['"', '0', '1', '-', 'a']) {
    const kept = session.vi?.registers.get(name)
    const all = kept === undefined ? '' : kept.text + (kept.isLinewise ? '\n' : '')
    if (all !== '') registers[name] = all
  }
  return { text: buffer.text, cursor: buffer.cursor, registers }
}
