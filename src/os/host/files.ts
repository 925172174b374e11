import {
  accessSync,
  constants,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  lstatSync,
  type BigIntStats,
  type Dirent,
} from 'node:fs'
import { decodeBytes, encodeBytes } from '../../value/index.ts'
import type { FileStatus } from './host.ts'
import { rethrow } from './node-errors.ts'

/** What node:fs takes for a byte-faithful path: the text itself, or its bytes where UTF-8 cannot say it. */
export function pathArgument(path: string): string | Buffer {
  return path.isWellFormed() ? path : encodeBytes(path)
}

/** stat(2) or lstat(2); undefined where there is nothing or it cannot be seen. */
export function fileStatus(path: string, followLinks: boolean): FileStatus | undefined {
  const stat = followLinks ? statSync : lstatSync
  try {
    const status = stat(pathArgument(path), { bigint: true, throwIfNoEntry: false })
    return status && toFileStatus(status)
  } catch {
    return undefined
  }
}

function toFileStatus(status: BigIntStats): FileStatus {
  return {
    type: typeOf(status),
    mode: Number(status.mode),
    size: Number(status.size),
    device: Number(status.dev),
    inode: Number(status.ino),
    uid: Number(status.uid),
    gid: Number(status.gid),
    mtimeNs: status.mtimeNs,
    atimeNs: status.atimeNs,
  }
}

function typeOf(status: BigIntStats): FileStatus['type'] {
  if (status.isFile()) return 'file'
  if (status.isDirectory()) return 'directory'
  if (status.isSymbolicLink()) return 'link'
  if (status.isFIFO()) return 'fifo'
  if (status.isSocket()) return 'socket'
  return status.isBlockDevice() ? 'block' : 'character'
}

const ACCESS = { r: constants.R_OK, w: constants.W_OK, x: constants.X_OK } as const

/** access(2) with the real ids, which are the effective ones unless the program is set-id. */
export function fileAccess(path: string, how: 'r' | 'w' | 'x'): boolean {
  try {
    accessSync(pathArgument(path), ACCESS[how])
    return true
  } catch {
    return false
  }
}

export interface DirectoryEntry {
  readonly name: string
  readonly type: 'file' | 'directory' | 'link' | 'other'
}

/** The entries without `.` and `..`, unordered; undefined where it cannot be read. */
export function directoryEntries(path: string): readonly DirectoryEntry[] | undefined {
  const argument = pathArgument(path)
  try {
    const entries = readdirSync(argument, { withFileTypes: true })
    // A replacement character may be a name's own or stand for bytes that are lost: look again.
    if (entries.some(entry => entry.name.includes('\ufffd'))) {
      const raw = readdirSync(argument, { withFileTypes: true, encoding: 'buffer' })
      return raw.map(entry => ({ name: decodeBytes(entry.name), type: entryType(entry) }))
    }
    return entries.map(entry => ({ name: entry.name, type: entryType(entry) }))
  } catch {
    return undefined
  }
}

/** The names alone: to know what each entry is takes node longer than to read the directory. */
export function directoryNames(path: string): readonly string[] | undefined {
  const argument = pathArgument(path)
  try {
    const names = readdirSync(argument)
    if (!names.some(name => name.includes('\ufffd'))) return names
    return readdirSync(argument, { encoding: 'buffer' }).map(decodeBytes)
  } catch {
    return undefined
  }
}

function entryType(entry: Dirent | Dirent<NonSharedBuffer>): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'directory'
  return entry.isSymbolicLink() ? 'link' : 'other'
}

/** A file's bytes. Throws SystemError. */
export function fileBytes(path: string): Uint8Array {
  try {
    return readFileSync(pathArgument(path))
  } catch (error) {
    rethrow(error)
  }
}

/** realpath(3); undefined where the path does not exist. */
export function canonicalPath(path: string): string | undefined {
  try {
    return decodeBytes(realpathSync.native(pathArgument(path), 'buffer'))
  } catch {
    return undefined
  }
}
