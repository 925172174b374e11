import { constants, fstatSync, readFileSync, readdirSync, readlinkSync, type Stats } from 'node:fs'

/**
 * The descriptors from 3 on that this process was started with. Node marks them close-on-exec like its own, so they are
 * told apart by what they are: node keeps event files, /dev/null and pipes of which it holds both ends.
 */
export function inheritedNumbers(): ReadonlySet<number> {
  const links = new Map<number, string>()
  for (const name of listDescriptors()) {
    const link = linkOf(name)
    if (Number(name) > 2 && link !== undefined) links.set(Number(name), link)
  }
  const counts = new Map<string, number>()
  for (const link of links.values()) counts.set(link, (counts.get(link) ?? 0) + 1)
  const isOwn = (link: string): boolean =>
    link.startsWith('anon_inode:') || link === '/dev/null' || (link.includes(':[') && counts.get(link) !== 1)
  return new Set([...links].filter(([fd, link]) => !isOwn(link) || !isCloseOnExec(fd)).map(([fd]) => fd))
}

/**
 * Whether the descriptors from 3 to 9 are certainly all node's own, by a look at nothing but them: almost always so, and
 * ten times cheaper than to read what every descriptor is.
 */
export function startedWithStandardOnly(): boolean {
  const statuses = lowDescriptors.map(statusOf)
  // 10 is looked at for itself only: it may be the other end of 9.
  return statuses.slice(0, -1).every(status => status === undefined || isNodes(status, statuses))
}

const lowDescriptors = [3, 4, 5, 6, 7, 8, 9, 10]

function statusOf(fd: number): Stats | undefined {
  try {
    return fstatSync(fd)
  } catch {
    return undefined
  }
}

function isNodes(status: Stats, all: readonly (Stats | undefined)[]): boolean {
  const kind = status.mode & constants.S_IFMT
  if (kind === constants.S_IFIFO) return all.filter(other => other?.ino === status.ino).length === 2
  return kind === 0 // anon_inode
}

function listDescriptors(): readonly string[] {
  try {
    return readdirSync('/proc/self/fd')
  } catch {
    return [] // not Linux: only the standard three are known
  }
}

/** What a descriptor is; undefined for the one that listed the directory. */
function linkOf(name: string): string | undefined {
  try {
    const link = readlinkSync(`/proc/self/fd/${name}`)
    return /^\/proc\/\d+\/fd$/.test(link) ? undefined : link
  } catch {
    return undefined
  }
}

/** libuv marks the first sixteen and stops at the first gap: what it left is certainly not node's. */
function isCloseOnExec(fd: number): boolean {
  const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1]
  return flags === undefined || (Number.parseInt(flags, 8) & 0o2000000) !== 0
}
