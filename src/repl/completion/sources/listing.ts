import type { ProcessHost } from '../../../os/index.ts'

/** An entry of a directory. */
export type Entry = NonNullable<ReturnType<ProcessHost['readDirectory']>>[number]

interface Listing {
  readonly path: string
  readonly mtimeNs: bigint
  readonly entries: readonly Entry[]
}

/** The directory read last: a word is asked for at every key, by suggestions and by Tab. */
const last = new WeakMap<object, Listing>()

/** So long a directory has to be as it is: file systems' clocks are coarse. */
const settledNs = 100_000_000n

/** A directory's entries, read anew when it has changed; none where it cannot be read. */
export function entriesOf(path: string, host: Pick<ProcessHost, 'readDirectory' | 'stat'>): readonly Entry[] {
  const mtimeNs = host.stat(path, true)?.mtimeNs
  const known = last.get(host)
  if (known?.path === path && known.mtimeNs === mtimeNs) return known.entries
  const entries = host.readDirectory(path) ?? []
  const now = BigInt(Date.now()) * 1_000_000n
  if (mtimeNs !== undefined && now - mtimeNs > settledNs) last.set(host, { path, mtimeNs, entries })
  else last.delete(host)
  return entries
}
