import type { MaybePromise } from '../../value/index.ts'
import type { Capture, Descriptor, OpenMode } from '../descriptor.ts'

/** How a child ended or paused. A signal's name is without SIG: `INT`. */
export type WaitStatus =
  | { readonly type: 'exited'; readonly status: number }
  | {
      readonly type: 'signaled'
      readonly signal: string
      readonly number: number
      readonly coreDumped: boolean
    }
  | { readonly type: 'stopped'; readonly signal: string; readonly number: number }
  | { readonly type: 'continued' }

/** Everything a child needs, resolved: the host adds nothing of the shell's own process. */
export interface SpawnPlan {
  /** Path of the executable, absolute or relative to `cwd`; PATH is not searched. */
  readonly file: string
  /** argv[0] and on; byte-faithful texts. */
  readonly argv: readonly string[]
  /** `NAME=value`, byte-faithful. */
  readonly environment: readonly string[]
  /** What a task of many has besides: the rest is made once for all of them. Other names than those above. */
  readonly ownEnvironment?: readonly string[] | undefined
  readonly cwd: string
  /** The child's descriptors by number; those not named are closed. */
  readonly descriptors: ReadonlyMap<number, Descriptor>
  /** 'shell': stay in the shell's group. 'new': lead one. A number: join that group. */
  readonly group: 'shell' | 'new' | number
  /** Path of the terminal (`OwnTerminal`) that becomes the child's, which leads a session of its own then; `group` is 'new'. */
  readonly terminal?: string | undefined
  /** Give the terminal to the child's group before it runs (only with a group of its own). */
  readonly foreground: boolean
  readonly umask: number
  /** Signals the child must ignore (`trap '' INT`); names without SIG. All others have their default action. */
  readonly ignoredSignals: ReadonlySet<string>
  readonly limits?: ReadonlyMap<string, { readonly soft: string; readonly hard: string }> | undefined
  readonly nice?: number | undefined
}

/** A running child. */
export interface Process {
  readonly pid: number
  /** The process group it is in, if not the shell's: another than the plan's where that had no members left. */
  readonly group?: number
  /** Called at every change; after `exited` or `signaled` never again. Set it in the turn of the spawn. */
  onChange: ((status: WaitStatus) => void) | undefined
  /** What is known so far; undefined while it runs. */
  readonly status: WaitStatus | undefined
  /** Asks the system now, and tells what is new before it returns. */
  ask?(): void
  /** The end: `exited` or `signaled`. */
  readonly ended: Promise<WaitStatus>
  /** A running child keeps the event loop alive until `unref()`; `ref()` takes that back. */
  ref?(): void
  unref?(): void
  /** CPU and memory it used, once it ended: `time`, job usage. */
  readonly usage: ResourceUsage | undefined
}

export interface ResourceUsage {
  readonly userMs: number
  readonly systemMs: number
  readonly maxRssBytes: number
}

/** A Stat as `test` needs it; all numbers as in stat(2), times in nanoseconds. */
export interface FileStatus {
  readonly type: 'file' | 'directory' | 'link' | 'fifo' | 'socket' | 'character' | 'block'
  readonly mode: number
  readonly size: number
  readonly device: number
  readonly inode: number
  readonly uid: number
  readonly gid: number
  readonly mtimeNs: bigint
  readonly atimeNs: bigint
}

/**
 * All that the shell asks of the operating system about processes, descriptors and files. Two implementations: `posix`
 * (koffi) and `portable` (execa and node:fs); one conformance suite. Paths and names are byte-faithful texts (value/bytes).
 * Failures throw SystemError unless said otherwise.
 */
export interface ProcessHost {
  readonly name: 'posix' | 'portable'
  /** Process groups, stop and continue, the terminal's foreground group. */
  readonly hasJobControl: boolean

  /** Starts a child, which has its descriptors then: ours may be closed. Throws SystemError: ENOENT, EACCES, ENOEXEC (a script without a shebang), E2BIG … */
  spawn(plan: SpawnPlan): MaybePromise<Process>
  /**
   * Blocks this thread until the child ends, for scripts in which nothing else could run meanwhile; undefined where the
   * host cannot. Signals that came meanwhile are handled at the next turn of the event loop.
   */
  waitSync(process: Process): WaitStatus | undefined
  /** How often a signal came while `waitSync` blocked. */
  readonly interruptions: number
  /** Sends a signal (name without SIG, or '0') to a pid, or to a group when negative. Throws ESRCH, EPERM, EINVAL. */
  kill(pid: number, signal: string): void
  /** Replaces this process (`exec`). Returns only by throwing. */
  exec(plan: SpawnPlan): never

  /** A pipe: kernel descriptors in posix. `capacity`: bytes it should hold, where the system lets that be chosen. */
  pipe(capacity?: number): { readonly read: Descriptor; readonly write: Descriptor }
  capture(): Capture
  open(path: string, mode: OpenMode, creationMask: number, cwd: string): Descriptor
  /** A read-only descriptor with this content (here-documents): a pipe if it fits, else an unlinked file. */
  fromBytes(bytes: Uint8Array): Descriptor
  /** A handle on a descriptor this process already has (0, 1, 2 or an inherited one); undefined if it is not open. */
  inherited(fd: number): Descriptor | undefined
  /** A handle on a copy of a number that this process has open, whoever opened it; not there where Node cannot copy one. */
  duplicate?(fd: number): Descriptor
  /**
   * Locks a file that is open for all who have not got the descriptor from us; false where somebody else has. It is free
   * again when all who have it closed it or ended (flock(2)). Not there where the system cannot.
   */
  lock?(descriptor: Descriptor): boolean
  /** Gives a descriptor up: closes the handle and answers a number for it that the caller has to close (a Node stream does). */
  detach?(descriptor: Descriptor): number | undefined
  /** A path under which a child (and we) can open this descriptor: `/dev/fd/63`, for process substitution. */
  descriptorPath(descriptor: Descriptor, number: number): string

  stat(path: string, followLinks: boolean): FileStatus | undefined
  /** access(2) with the effective ids: any of 'r', 'w', 'x'. */
  access(path: string, how: 'r' | 'w' | 'x'): boolean
  readDirectory(
    path: string,
  ): readonly { readonly name: string; readonly type: 'file' | 'directory' | 'link' | 'other' }[] | undefined
  /** The names of a directory's entries alone. */
  readNames(path: string): readonly string[] | undefined
  readFile(path: string): Uint8Array
  /** The canonical path, links resolved; undefined where it does not exist. */
  realPath(path: string): string | undefined

  /** This process: */
  readonly pid: number
  readonly parentPid: number
  readonly ids: {
    readonly uid: number
    readonly euid: number
    readonly gid: number
    readonly egid: number
    readonly groups: readonly number[]
  }
  readonly hostName: string
  /** The environment as byte-faithful texts, read once at the start. */
  environment(): Map<string, string>
  cwd(): string
  /** Moves this process, so that TypeScript's relative paths agree with the main shell's. Throws ENOENT, ENOTDIR, EACCES. */
  chdir(path: string): void
  getUmask(): number
  setUmask(mask: number): void
  /** By prlimit(1)'s names: as core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack; `unlimited` or a number. */
  getLimit(name: string): { readonly soft: string; readonly hard: string } | undefined
  times(): {
    readonly userMs: number
    readonly systemMs: number
    readonly childUserMs: number
    readonly childSystemMs: number
  }
  homeDirectory(user: string | undefined): string | undefined
  /** The user's login shell by the system's database. */
  loginShell?(): string | undefined
  userName(): string
  /** Signal names (without SIG) by number, for `kill -l` and `trap`. */
  readonly signals: ReadonlyMap<number, string>

  /** Calls back when a signal arrives at this process; returns what takes the listener away. Names without SIG. */
  onSignal(signal: string, listener: () => void): () => void
  /** Signals that were already ignored when the shell began (`nohup`): they cannot be trapped. */
  readonly ignoredAtStart: ReadonlySet<string>
  /** Ignores a signal in this process, or gives it back its default action. */
  setIgnored(signal: string, ignored: boolean): void

  /** Ends this process by a signal's default action, so that who waits for it sees the signal; `status` where that fails. */
  endBy(signal: string, status: number): void

  /** The controlling terminal, or undefined. */
  readonly terminal: TerminalControl | undefined
  /** A new terminal for a child; not there where the system has none to give. Throws SystemError. */
  makeTerminal?(size: TerminalSize): OwnTerminal
}

export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** A terminal whose keyboard and screen are ours, for a child that shall have one (`SpawnPlan.terminal`). */
export interface OwnTerminal {
  readonly path: string
  /** Our side: what is written there is typed, what is read was shown. At its end reading throws EIO. */
  readonly outside: Descriptor
  /** The child's side. */
  readonly inside: Descriptor
  /** Its programs hear of it (WINCH). */
  resize(size: TerminalSize): void
}

/** The terminal's process group and modes. */
export interface TerminalControl {
  /** Makes the shell the leader of its own foreground group, waiting until it is in the foreground (bash's dance). */
  claim(): void
  /** The shell's group is in the foreground. */
  isOurs?(): boolean
  /** Gives the terminal to a group. */
  give(group: number): void
  /** Takes it back for the shell. */
  take(): void
  /** The modes as an opaque value, to be restored later. */
  saveModes(): unknown
  restoreModes(modes: unknown): void
  /** True for saved modes in which a command can read lines and Ctrl-C is a signal (`stty -echo` may be in force). */
  areCooked(modes: unknown): boolean
  /**
   * The modes of a line editor: no echo, bytes at once (ICANON, IEXTEN, ISIG, IXON off; VMIN 1), ICRNL and output
   * processing on. Drains output first and keeps input that was typed ahead (TCSADRAIN).
   */
  setEditModes(): void
  /** For `read -s`, `-n`, `-d`: echo, and whether input comes by lines. Restored by `restoreModes`. */
  setModes?(modes: { readonly echo: boolean; readonly canonical: boolean }): void
  /**
   * Every key is a byte that is read, none has a meaning, and output goes out as it is (cfmakeraw); with `keepOutput` newlines
   * are still what they were.
   */
  setRawModes?(keepOutput?: boolean): void
  /** A handle of its own on the terminal, whatever 0, 1 and 2 are. */
  open?(): Descriptor
  size(): TerminalSize
  /**
   * A way to write to the terminal that is open as `output`, by which what others write to it can be told apart. Undefined
   * where the system cannot.
   */
  apart?(output: Descriptor): OutputApart | undefined
}

/** The terminal for one who wants to know of the others that write to it. */
export interface OutputApart {
  readonly output: Descriptor
  /** Calls back soon after somebody else wrote. */
  watch(onWrite: () => void): WriteWatch | undefined
}

/** What others write, from when it was asked for on. */
export interface WriteWatch {
  /** True if there was a write since the last time; the callback does not come for it any more. */
  take(): boolean
  close(): void
}
