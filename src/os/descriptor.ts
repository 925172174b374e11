import type { MaybePromise } from '../value/index.ts'

/**
 * One handle on an open file, pipe or terminal, as the shell's own file descriptors hold them. Handles made by `dup`
 * share what is open, which is closed with the last of them; all of them are close-on-exec, and a child receives only
 * what its SpawnPlan names.
 *
 * The posix host gives kernel descriptors, the portable host may give in-process channels: callers must not care.
 */
export interface Descriptor {
  /** The kernel's number, or undefined for one that lives in this process only (a capture, a portable pipe). */
  readonly fd: number | undefined
  readonly isTerminal: boolean
  /**
   * Writes all bytes: at once if the other side takes them, else a promise; never blocks the event loop on a pipe and
   * never sets O_NONBLOCK on what children share. Throws (or rejects with) a SystemError: EPIPE, EBADF, ENOSPC …
   */
  write(bytes: Uint8Array): MaybePromise<void>
  /** Up to `size` bytes, at least one; undefined at the end of the file. Never blocks the event loop on a pipe or terminal. */
  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined>
  /** Moves the offset back over bytes read too many; false where it cannot (pipe, terminal). */
  unread(count: number): boolean
  /** Would `read` answer at once (data or end)? For `read -t 0`. */
  isReadable?(): boolean
  /** Comes when the other side of a FIFO is open too, as open(2) would. */
  opened?(): MaybePromise<void>
  dup(): Descriptor
  close(): void
}

/** A descriptor that collects what is written, for `$( … )`: memory until a program needs a real pipe. */
export interface Capture {
  readonly descriptor: Descriptor
  /** All that was written, once every handle is closed by us and by the children. Call after closing `descriptor`. */
  finish(): MaybePromise<Uint8Array>
}

/** A failed system call: `code` is errno's name (`ENOENT`), `message` strerror's text (`No such file or directory`). */
export class SystemError extends Error {
  override readonly name = 'SystemError'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export type OpenMode = 'read' | 'write' | 'append' | 'read-write' | 'exclusive' // exclusive: `>` under noclobber
