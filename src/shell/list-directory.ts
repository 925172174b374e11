import fs, { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs'
import { basename, resolve } from 'node:path'

/** A file as `ls()` tells it. */
export interface ListedFile {
  readonly name: string
  readonly type: 'file' | 'directory' | 'link' | 'fifo' | 'socket' | 'device'
  readonly size: number
  readonly modified: Date
  /** As `ls -l` writes it: `-rw-r--r--`. */
  readonly mode: string
  /** Absolute. */
  readonly path: string
  /** Where a link leads. */
  readonly target?: string
}

export interface ListOptions {
  /** Names that begin with a dot as well. */
  readonly all?: boolean
  /** All that is below, not only in it; names are then paths below it. */
  readonly recursive?: boolean
}

/** `ls(where, options)`: the files of a directory, one file, or what a pattern matches; by name. */
export type ListDirectory = (where?: string, options?: ListOptions) => ListedFile[]

export function listDirectory(directory: () => string): ListDirectory {
  return (where = '.', options = {}) => {
    const from = directory()
    const names = /[*?[{]/.test(where)
      ? fs.globSync(where, { cwd: from }).map(name => [name, resolve(from, name)] as const)
      : namesIn(resolve(from, where), where, options)
    return names
      .filter(([name]) => options.all === true || !basename(name).startsWith('.') || where.startsWith('.'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, path]) => listed(name, path))
  }
}

function namesIn(
  path: string,
  where: string,
  { recursive = false }: ListOptions,
): (readonly [string, string])[] {
  const status = lstatSync(path, { throwIfNoEntry: false })
  if (status === undefined) throw new Error(`ls: ${where}: No such file or directory`)
  const isDirectory = status.isDirectory() || (status.isSymbolicLink() && isDirectoryBehind(path))
  if (!isDirectory) return [[where, path]]
  return readdirSync(path, { recursive }).map(name => [String(name), resolve(path, String(name))])
}

function isDirectoryBehind(path: string): boolean {
  try {
    readdirSync(path)
    return true
  } catch {
    return false
  }
}

/** Nothing for one that went away meanwhile. */
function listed(name: string, path: string): ListedFile[] {
  const status = lstatSync(path, { throwIfNoEntry: false })
  if (status === undefined) return []
  const type = typeOf(status)
  return [
    {
      name,
      type,
      size: status.size,
      modified: status.mtime,
      mode: modeText(status.mode, type),
      path,
      ...(type === 'link' ? { target: readlinkSync(path) } : {}),
    },
  ]
}

function typeOf(status: Stats): ListedFile['type'] {
  if (status.isFile()) return 'file'
  if (status.isDirectory()) return 'directory'
  if (status.isSymbolicLink()) return 'link'
  if (status.isFIFO()) return 'fifo'
  return status.isSocket() ? 'socket' : 'device'
}

const letters: Record<ListedFile['type'], string> = {
  file: '-',
  directory: 'd',
  link: 'l',
  fifo: 'p',
  socket: 's',
  device: 'c',
}

function modeText(mode: number, type: ListedFile['type']): string {
  const bits = 'rwxrwxrwx'.split('').map((letter, i) => ((mode >> (8 - i)) & 1 ? letter : '-'))
  const special: readonly [bit: number, at: number, letter: string][] = [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ]
  for (const [bit, at, letter] of special)
    if (mode & bit) bits[at] = bits[at] === '-' ? letter.toUpperCase() : letter
  return letters[type] + bits.join('')
}
