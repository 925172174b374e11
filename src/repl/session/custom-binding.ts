import type { KeyBinding, KeyCall } from '../../builtins/index.ts'
import type { LineBuffer } from '../editor/line-buffer.ts'
import { KeyDecoder } from '../keys/decoder.ts'
import { bytesOf } from '../keys/notation.ts'
import { absentCommands } from './command-names.ts'
import type { Session } from './session.ts'

/** Does what somebody bound to a key: types a macro, runs a command, calls a function. */
export function runBinding(session: Session, binding: KeyBinding): void {
  switch (binding.type) {
    case 'macro':
      return typeMacro(session, binding.text)
    case 'command':
      return session.host.runBinding?.(binding.text)
    case 'call':
      return callWithLine(session, binding.call)
    case 'function':
      session.note = `${binding.name}: ${absentCommands[binding.name] ?? 'this editor has no such command'}`
  }
}

function typeMacro(session: Session, text: string): void {
  const decoder = new KeyDecoder()
  const events = [...decoder.push(Uint8Array.from(bytesOf(text))), ...decoder.flush()]
  for (const event of events) if (event.type === 'key') session.type(event.chord, event.text)
}

function callWithLine(session: Session, call: KeyCall): void {
  const before = session.editor.buffer
  try {
    const answer = call({ ...before })
    if (answer instanceof Promise) session.wait(answer.then(later => take(session, later)))
    else take(session, answer)
  } catch (error) {
    session.host.complain?.(error)
  }
}

/** A text, or a text and a cursor; anything else leaves the line alone. */
function take(session: Session, answer: unknown): void {
  const buffer = bufferFrom(answer)
  if (buffer !== undefined) session.edit(() => ({ buffer }))
}

function bufferFrom(answer: unknown): LineBuffer | undefined {
  if (typeof answer === 'string') return { text: answer, cursor: answer.length }
  if (typeof answer !== 'object' || answer === null) return undefined
  const { text, cursor } = answer as { readonly text?: unknown; readonly cursor?: unknown }
  if (typeof text !== 'string') return undefined
  const at = typeof cursor === 'number' && Number.isInteger(cursor) ? cursor : text.length
  return { text, cursor: Math.min(Math.max(at, 0), text.length) }
}
