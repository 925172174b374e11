import type { OwnTerminal, TerminalSize } from '../host/host.ts'
import { cString } from '../host/posix/memory.ts'
import type { System } from '../host/posix/system.ts'

/** A new terminal of ours, of this size (posix_openpt(3)). Throws SystemError. */
export function makeTerminal(system: System, size: TerminalSize): OwnTerminal {
  const { O, F_SETFL } = system.platform
  const { libc } = system
  const master = libc.posix_openpt(O.RDWR | O.NOCTTY)
  if (master === -1) throw system.error()
  try {
    system.setCloseOnExec(master)
    // Nobody shares this side; a write to a full keyboard buffer must not hold the shell up.
    libc.fcntl(master, F_SETFL, 'int', O.RDWR | O.NONBLOCK)
    resize(system, master, size)
    const path = unlocked(system, master)
    const slave = libc.open(cString(path), O.RDWR | O.NOCTTY | O.CLOEXEC, 'int', 0)
    if (slave === -1) throw system.error()
    return {
      path,
      outside: system.file(master, 'terminal').handle(),
      inside: system.file(slave, 'terminal').handle(),
      resize: to => resize(system, master, to),
    }
  } catch (error) {
    libc.close(master)
    throw error
  }
}

function unlocked(system: System, master: number): string {
  const { libc } = system
  if (libc.grantpt(master) !== 0 || libc.unlockpt(master) !== 0) throw system.error()
  const path = libc.ptsname(master)
  if (path === null) throw system.error()
  return path
}

/** struct winsize: rows, columns, and the size in pixels, which nobody knows. */
function resize({ libc, platform }: System, fd: number, { columns, rows }: TerminalSize): void {
  const memory = Buffer.alloc(8)
  memory.writeUInt16LE(rows, 0)
  memory.writeUInt16LE(columns, 2)
  libc.ioctl(fd, platform.TIOCSWINSZ, 'void *', memory)
}
