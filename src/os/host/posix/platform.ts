import { constants } from 'node:os'

/**
 * Numbers that differ between kernels and C libraries. Linux values are those of glibc and musl on every 64-bit
 * architecture; darwin's are from its own headers.
 */
export interface Platform {
  readonly O: {
    readonly RDONLY: number
    readonly WRONLY: number
    readonly RDWR: number
    readonly CREAT: number
    readonly EXCL: number
    readonly NOCTTY: number
    readonly TRUNC: number
    readonly APPEND: number
    readonly NONBLOCK: number
    readonly CLOEXEC: number
  }
  readonly F_DUPFD_CLOEXEC: number
  readonly F_GETFD: number
  readonly F_SETFD: number
  readonly F_GETFL: number
  readonly F_SETFL: number
  /** 0 where there is none. */
  readonly F_SETPIPE_SZ: number
  readonly WCONTINUED: number
  readonly RUSAGE_CHILDREN: number
  /** ru_maxrss is counted in these. */
  readonly maxRssUnit: number
  readonly AT_FDCWD: number
  readonly AT_EACCESS: number
  readonly SPAWN_SETPGROUP: number
  readonly SPAWN_SETSIGDEF: number
  readonly SPAWN_SETSIGMASK: number
  readonly SPAWN_SETSID: number
  /** Apple's POSIX_SPAWN_START_SUSPENDED, else 0. */
  readonly SPAWN_START_SUSPENDED: number
  readonly TIOCGWINSZ: number
  readonly TIOCSWINSZ: number
  /** Asks which terminal `/dev/tty` is; 0 where nothing does. */
  readonly TIOCGDEV: number
  readonly sigsetSize: number
  readonly termios: TermiosLayout
  readonly signalNumbers: number
  /** pidfd_open(2)'s number, 0 where there is none. */
  readonly pidfdOpen: number
  /** Offset of pw_dir in struct passwd. */
  readonly passwdDirectory: number
  /** Resources of getrlimit(2) by the names of `limits.ts`. */
  readonly resources: Readonly<Record<string, number>>
  readonly rlimInfinity: bigint
}

/** struct termios: four flag words (input, output, control, local), then the control characters. */
export interface TermiosLayout {
  readonly size: number
  readonly flagSize: 4 | 8
  readonly characters: number
  readonly VMIN: number
  readonly VTIME: number
  readonly ICRNL: number
  readonly INLCR: number
  readonly IXON: number
  readonly OPOST: number
  readonly ONLCR: number
  readonly ISIG: number
  readonly ICANON: number
  readonly ECHO: number
  readonly IEXTEN: number
}

const linux: Platform = {
  O: {
    RDONLY: 0,
    WRONLY: 1,
    RDWR: 2,
    CREAT: 0o100,
    EXCL: 0o200,
    NOCTTY: 0o400,
    TRUNC: 0o1000,
    APPEND: 0o2000,
    NONBLOCK: 0o4000,
    CLOEXEC: 0o2000000,
  },
  F_DUPFD_CLOEXEC: 1030,
  F_GETFD: 1,
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_SETPIPE_SZ: 1031,
  WCONTINUED: 8,
  RUSAGE_CHILDREN: -1,
  maxRssUnit: 1024,
  AT_FDCWD: -100,
  AT_EACCESS: 0x200,
  SPAWN_SETPGROUP: 0x2,
  SPAWN_SETSIGDEF: 0x4,
  SPAWN_SETSIGMASK: 0x8,
  SPAWN_SETSID: 0x80,
  SPAWN_START_SUSPENDED: 0,
  TIOCGWINSZ: 0x5413,
  TIOCSWINSZ: 0x5414,
  TIOCGDEV: 0x80045432,
  sigsetSize: 128,
  termios: {
    size: 60,
    flagSize: 4,
    characters: 17,
    VMIN: 6,
    VTIME: 5,
    ICRNL: 0o400,
    INLCR: 0o100,
    IXON: 0o2000,
    OPOST: 0o1,
    ONLCR: 0o4,
    ISIG: 0o1,
    ICANON: 0o2,
    ECHO: 0o10,
    IEXTEN: 0o100000,
  },
  signalNumbers: 64,
  pidfdOpen: 434,
  passwdDirectory: 32,
  resources: {
    cpu: 0,
    fsize: 1,
    data: 2,
    stack: 3,
    core: 4,
    rss: 5,
    nproc: 6,
    nofile: 7,
    memlock: 8,
    as: 9,
    locks: 10,
    sigpending: 11,
    msgqueue: 12,
    nice: 13,
    rtprio: 14,
    rttime: 15,
  },
  rlimInfinity: 0xffff_ffff_ffff_ffffn,
}

const darwin: Platform = {
  O: {
    RDONLY: 0,
    WRONLY: 1,
    RDWR: 2,
    CREAT: 0x200,
    EXCL: 0x800,
    NOCTTY: 0x20000,
    TRUNC: 0x400,
    APPEND: 0x8,
    NONBLOCK: 0x4,
    CLOEXEC: 0x1000000,
  },
  F_DUPFD_CLOEXEC: 67,
  F_GETFD: 1,
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_SETPIPE_SZ: 0,
  WCONTINUED: 0x10,
  RUSAGE_CHILDREN: -1,
  maxRssUnit: 1,
  AT_FDCWD: -2,
  AT_EACCESS: 0x10,
  SPAWN_SETPGROUP: 0x2,
  SPAWN_SETSIGDEF: 0x4,
  SPAWN_SETSIGMASK: 0x8,
  SPAWN_SETSID: 0x400,
  SPAWN_START_SUSPENDED: 0x80,
  TIOCGWINSZ: 0x40087468,
  TIOCSWINSZ: 0x80087467,
  TIOCGDEV: 0,
  sigsetSize: 4,
  termios: {
    size: 72,
    flagSize: 8,
    characters: 32,
    VMIN: 16,
    VTIME: 17,
    ICRNL: 0x100,
    INLCR: 0x40,
    IXON: 0x200,
    OPOST: 0x1,
    ONLCR: 0x2,
    ISIG: 0x80,
    ICANON: 0x100,
    ECHO: 0x8,
    IEXTEN: 0x400,
  },
  signalNumbers: 31,
  pidfdOpen: 0,
  passwdDirectory: 48,
  resources: { cpu: 0, fsize: 1, data: 2, stack: 3, core: 4, as: 5, rss: 5, memlock: 6, nproc: 7, nofile: 8 },
  rlimInfinity: 0x7fff_ffff_ffff_ffffn,
}

/** This kernel's numbers, or undefined where the posix host was never fitted to it. */
export function platform(): Platform | undefined {
  if (process.platform === 'darwin') return darwin
  return process.platform === 'linux' ? linux : undefined
}

/** SIG… numbers by name without SIG. */
export function signalNumber(name: string): number | undefined {
  return (constants.signals as Record<string, number>)[`SIG${name}`]
}
