import { openSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenMode } from '../../descriptor.ts'
import { pathArgument } from '../files.ts'
import { rethrow } from '../node-errors.ts'
import { cString } from './memory.ts'
import type { OpenFile } from './open-file.ts'
import type { Platform } from './platform.ts'
import type { System } from './system.ts'

/** open(2)'s flags for a redirection. */
export function openFlags({ O }: Platform, mode: OpenMode): number {
  const flags = {
    read: O.RDONLY,
    write: O.WRONLY | O.CREAT | O.TRUNC,
    append: O.WRONLY | O.CREAT | O.APPEND,
    'read-write': O.RDWR | O.CREAT,
    exclusive: O.WRONLY | O.CREAT | O.EXCL,
  }
  return flags[mode] | O.NOCTTY | O.CLOEXEC
}

/** Opens an absolute path; the descriptor is above the standard ones. Throws SystemError. */
export function openPath(system: System, path: string, flags: number, permissions = 0o666): number {
  if (!system.isLoaded && !path.includes('\0')) return openByNode(path, flags, permissions)
  const { libc } = system
  const name = cString(path)
  for (;;) {
    const fd = libc.open(name, flags, 'int', permissions)
    if (fd >= 0) return fd
    const error = system.error()
    if (error.code !== 'EINTR') throw error
  }
}

/** The C library need not be loaded for a mere `echo hello >file`. */
function openByNode(path: string, flags: number, permissions: number): number {
  try {
    return openSync(pathArgument(path), flags, permissions)
  } catch (error) {
    rethrow(error)
  }
}

/** A file that can be read from its beginning and has no name: a pipe if it all fits, else memory or an unlinked file. */
export function contentFile(system: System, bytes: Uint8Array): OpenFile {
  return pipeWith(system, bytes) ?? anonymousFile(system, bytes)
}

function pipeWith(system: System, bytes: Uint8Array): OpenFile | undefined {
  if (bytes.length > 65_536) return undefined
  const pipe = system.pipe()
  let at = 0
  while (at < bytes.length) {
    // A user with very many pipes gets small ones.
    const count = system.transfer.write(pipe.write, 'pipe', bytes.subarray(at))
    if (count === 0) break
    at += count
  }
  system.libc.close(pipe.write)
  if (at === bytes.length) return system.file(pipe.read, 'pipe')
  system.libc.close(pipe.read)
  return undefined
}

function anonymousFile(system: System, bytes: Uint8Array): OpenFile {
  const { libc, platform } = system
  const fd = libc.memfd_create?.(cString('here-document'), 1) ?? -1
  const file = system.file(fd >= 0 ? fd : unlinkedFile(system), 'file')
  let at = 0
  while (at < bytes.length) at += system.transfer.write(file.fd, 'file', bytes.subarray(at))
  libc.lseek(file.fd, 0, 0)
  // Reading only, where the kernel can open it again.
  if (process.platform !== 'linux') return file
  const readOnly = openPath(system, `/proc/self/fd/${file.fd}`, platform.O.RDONLY | platform.O.CLOEXEC)
  libc.close(file.fd)
  return system.file(readOnly, 'file')
}

function unlinkedFile(system: System): number {
  const { O } = system.platform
  const path = join(tmpdir(), `nacre-${process.pid}-${process.hrtime.bigint()}`)
  const fd = openPath(system, path, O.RDWR | O.CREAT | O.EXCL | O.CLOEXEC, 0o600)
  unlinkSync(path)
  return fd
}
