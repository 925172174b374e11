import type { EditingMode } from '../session-host.ts'
import type { Session } from '../session.ts'

type LineCommand = (session: Session, argument?: number) => void

/** Leaves the line for what a command writes. */
function told(code: string): LineCommand {
  return session => session.host.runBinding?.(code)
}

function mode(name: EditingMode): LineCommand {
  return session => {
    session.host.setMode?.(name)
    session.setMode(name)
  }
}

/** Readline's and bash's commands that are about the editor itself, or the shell. */
export const shell = {
  'dump-functions': told('bind -p'),
  'dump-macros': told('bind -s'),
  'dump-variables': told('bind -v'),
  'display-shell-version': session => void (session.note = session.host.version?.()),
  'emacs-editing-mode': mode('emacs'),
  'vi-editing-mode': mode('vi'),
  're-read-init-file'(session) {
    const read = session.host.readInit?.()
    if (read !== undefined) session.wait(read)
  },
  // zsh's name for it.
  'run-help': session => session.host.showHelp?.(),
  'redraw-current-line': session => session.host.redrawScreen?.(),
  'overwrite-mode'(session, argument) {
    session.overwrites = argument === undefined ? !session.overwrites : argument > 0
    session.note = session.overwrites ? 'what is typed takes the place of what is there' : undefined
  },
} satisfies Record<string, LineCommand>
