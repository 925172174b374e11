/** One resource of `ulimit` (bash manual, ulimit), in the order of `ulimit -a`. */
export interface LimitKind {
  readonly letter: string
  /** As prlimit(1) calls it. */
  readonly name: string
  readonly title: string
  readonly unit: string
  /** Bytes (or what the system counts) to one unit. */
  readonly factor: number
  /** A value nobody can change. */
  readonly fixed?: string
}

const rows: readonly (readonly [
  letter: string,
  name: string,
  title: string,
  unit: string,
  factor: number,
])[] = [
  ['R', 'rttime', 'real-time non-blocking time', 'microseconds', 1],
  ['c', 'core', 'core file size', 'blocks', 1024],
  ['d', 'data', 'data seg size', 'kbytes', 1024],
  ['e', 'nice', 'scheduling priority', '', 1],
  ['f', 'fsize', 'file size', 'blocks', 1024],
  ['i', 'sigpending', 'pending signals', '', 1],
  ['l', 'memlock', 'max locked memory', 'kbytes', 1024],
  ['m', 'rss', 'max memory size', 'kbytes', 1024],
  ['n', 'nofile', 'open files', '', 1],
  ['p', 'pipe', 'pipe size', '512 bytes', 1],
  ['q', 'msgqueue', 'POSIX message queues', 'bytes', 1],
  ['r', 'rtprio', 'real-time priority', '', 1],
  ['s', 'stack', 'stack size', 'kbytes', 1024],
  ['t', 'cpu', 'cpu time', 'seconds', 1],
  ['u', 'nproc', 'max user processes', '', 1],
  ['v', 'as', 'virtual memory', 'kbytes', 1024],
  ['x', 'locks', 'file locks', '', 1],
]

/** By letter. */
export const limitKinds: ReadonlyMap<string, LimitKind> = new Map(
  rows.map(([letter, name, title, unit, factor]) => [
    letter,
    { letter, name, title, unit, factor, ...(letter === 'p' ? { fixed: '8' } : {}) },
  ]),
)
