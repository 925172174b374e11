import type { Session } from '../session.ts'

type LineCommand = (session: Session, argument?: number) => void

const start: LineCommand = session => {
  session.macro.start()
  session.note = 'recording keys'
}

const end: LineCommand = session => {
  const own = session.typed.split(' ').length
  session.note = session.macro.end(own) ? `keys kept: ${session.macro.shown}` : 'no keys are being kept'
}

const play: LineCommand = (session, count = 1) => {
  for (let done = 0; done < count && session.isEditing; done++)
    if (!session.macro.play(event => session.play(event))) {
      session.note = session.macro.isRecording ? 'keys are being kept' : 'no keys were kept'
      return
    }
}

/** Readline manual, Keyboard Macros. */
export const macros = {
  'start-kbd-macro': start,
  'end-kbd-macro': end,
  'call-last-kbd-macro': play,
  'print-last-kbd-macro': session => void (session.note = session.macro.shown || 'no keys were kept'),
} satisfies Record<string, LineCommand>
