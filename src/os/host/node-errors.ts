import { SystemError } from '../descriptor.ts'

/**
 * strerror's texts for what node:fs and child_process report, whose own messages are libuv's. glibc's wording, which is
 * what people know from their shells.
 */
const MESSAGES: Readonly<Record<string, string>> = {
  E2BIG: 'Argument list too long',
  EACCES: 'Permission denied',
  EAGAIN: 'Resource temporarily unavailable',
  EBADF: 'Bad file descriptor',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EINVAL: 'Invalid argument',
  EIO: 'Input/output error',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENFILE: 'Too many open files in system',
  ENODEV: 'No such device',
  ENOENT: 'No such file or directory',
  ENOEXEC: 'Exec format error',
  ENOMEM: 'Cannot allocate memory',
  ENOSPC: 'No space left on device',
  ENOSYS: 'Function not implemented',
  ENOTDIR: 'Not a directory',
  ENOTEMPTY: 'Directory not empty',
  ENXIO: 'No such device or address',
  EPERM: 'Operation not permitted',
  EPIPE: 'Broken pipe',
  EROFS: 'Read-only file system',
  ESPIPE: 'Illegal seek',
  ESRCH: 'No such process',
  ETXTBSY: 'Text file busy',
}

/** A SystemError with this errno's usual text. */
export function namedError(code: string): SystemError {
  return new SystemError(code, MESSAGES[code] ?? code)
}

/** What node threw as a SystemError; other errors are bugs and pass through. */
export function toSystemError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? namedError(code) : error
}

/** Throws a failure of node's as a SystemError. */
export function rethrow(error: unknown): never {
  throw toSystemError(error)
}
