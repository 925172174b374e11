import type { FileStatus } from '../os/index.ts'
import type { Shell } from '../lang/eval/index.ts'

/** A path as the environment's current directory means it. */
export function absolutePath(shell: Shell, path: string): string {
  if (path.startsWith('/')) return path
  return shell.cwd.endsWith('/') ? shell.cwd + path : `${shell.cwd}/${path}`
}

/** The status of a file, undefined where there is none. `/dev/fd/N` and `/dev/stdin` are the shell's own descriptors. */
export function statPath(shell: Shell, path: string, followLinks = true): FileStatus | undefined {
  if (path === '') return undefined
  return shell.host.stat(devicePath(shell, path), followLinks)
}

/** access(2) on a path of the environment. */
export function mayAccess(shell: Shell, path: string, how: 'r' | 'w' | 'x'): boolean {
  return path !== '' && shell.host.access(devicePath(shell, path), how)
}

const standard: Readonly<Record<string, number>> = { stdin: 0, stdout: 1, stderr: 2 }

function devicePath(shell: Shell, path: string): string {
  const match = /^\/(?:(?:dev|proc\/self)\/fd\/(\d+)|dev\/(stdin|stdout|stderr))$/.exec(path)
  if (match === null) return absolutePath(shell, path)
  const number = match[1] === undefined ? standard[match[2] ?? ''] : Number(match[1])
  const descriptor = number === undefined ? undefined : shell.descriptors.get(number)
  // Another of this process's own may have that number.
  if (descriptor === undefined) return '/dev/fd/none'
  return descriptor.fd === undefined ? path : `/dev/fd/${descriptor.fd}`
}

/** Resolves `.` and `..` by text alone (POSIX cd, step 8). */
export function normalizePath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  // POSIX 4.16: exactly two leading slashes may mean something else, and bash keeps them.
  const root = /^\/\/(?!\/)/.test(path) ? '//' : '/'
  return root + parts.join('/')
}

/** What bash's message says of a directory that cannot be entered; undefined where it can. */
export function directoryFault(shell: Shell, path: string): string | undefined {
  const status = statPath(shell, path)
  if (status === undefined) return reasonOfAbsence(shell, path)
  if (status.type !== 'directory') return 'Not a directory'
  return mayAccess(shell, path, 'x') ? undefined : 'Permission denied'
}

function reasonOfAbsence(shell: Shell, path: string): string {
  let prefix = ''
  for (const part of absolutePath(shell, path).split('/').slice(1, -1)) {
    prefix += `/${part}`
    const status = statPath(shell, prefix)
    if (status === undefined) break
    if (status.type !== 'directory') return 'Not a directory'
    if (!mayAccess(shell, prefix, 'x')) return 'Permission denied'
  }
  if (path.split('/').some(part => Buffer.byteLength(part) > 255)) return 'File name too long'
  return 'No such file or directory'
}
