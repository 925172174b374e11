import { type ProcessHost, SystemError } from '../../os/index.ts'
import type { MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'

/** A file's bytes; `/dev/fd/3` and its like are the environment's own descriptors. */
export function readFileOf(shell: Environment, path: string): MaybePromise<Uint8Array> {
  const fd = descriptorNumber(path)
  if (fd === undefined) return readPath(shell.host, shell.resolvePath(path))
  const descriptor = shell.descriptors.get(fd)
  if (descriptor === undefined) throw new SystemError('ENOENT', 'No such file or directory')
  return readAll(descriptor)
}

/** Who writes into a FIFO may be a job of ours, which must go on meanwhile. */
function readPath(host: ProcessHost, path: string): MaybePromise<Uint8Array> {
  if (host.stat(path, true)?.type !== 'fifo') return host.readFile(path)
  const descriptor = host.open(path, 'read', 0, '/')
  return readAll(descriptor).finally(() => descriptor.close())
}

/** Only the main shell's directory is the process's. */
export function changeDirectoryOf(shell: Environment, path: string): void {
  if (shell.isMain) shell.host.chdir(path)
  else checkDirectory(shell.host, path)
  const { cwd, variables } = shell
  shell.startAt(path)
  variables.set('OLDPWD', variables.get('PWD') ?? cwd)
  variables.set('PWD', path)
}

/** chdir(2) with the path as it stands, from where the process really is. */
export function followDirectoryOf(shell: Environment, path: string): string | undefined {
  if (!shell.isMain || path.startsWith('/')) return undefined
  try {
    shell.host.chdir(path)
    changeDirectoryOf(shell, physicalDirectoryOf(shell) ?? shell.cwd)
    return shell.cwd
  } catch (error) {
    if (error instanceof SystemError) return undefined
    throw error
  }
}

/** The main shell's is the process's, whatever its name has become (Node remembers the old one). */
export function physicalDirectoryOf(shell: Environment): string | undefined {
  return shell.host.realPath(shell.isMain ? '.' : shell.cwd)
}

/** Throws what `chdir` would say: a fork that changes its directory does not change the process's. */
function checkDirectory(host: ProcessHost, path: string): void {
  const status = host.stat(path, true)
  if (status === undefined) throw new SystemError('ENOENT', 'No such file or directory')
  if (status.type !== 'directory') throw new SystemError('ENOTDIR', 'Not a directory')
  if (!host.access(path, 'x')) throw new SystemError('EACCES', 'Permission denied')
}

/**
 * The number in `/dev/fd/3`, `/proc/self/fd/3`, `/dev/stdin` …: such paths mean the environment's descriptors, not the
 * process's.
 */
export function descriptorNumber(path: string): number | undefined {
  if (!path.startsWith('/dev/') && !path.startsWith('/proc/')) return undefined
  const standard = ['/dev/stdin', '/dev/stdout', '/dev/stderr'].indexOf(path)
  if (standard >= 0) return standard
  const match = /^\/(?:dev|proc\/self)\/fd\/(\d{1,5})$/.exec(path)
  return match === null ? undefined : Number(match[1])
}

async function readAll(descriptor: {
  read(size: number): MaybePromise<Uint8Array | undefined>
}): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for (;;) {
    const piece = await descriptor.read(65536)
    if (piece === undefined) return Buffer.concat(pieces)
    pieces.push(piece)
  }
}
