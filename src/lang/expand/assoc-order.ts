import { encodeBytes } from '../../value/index.ts'

/**
 * The keys of an associative array in the order bash walks them: that of its hash table, so that scripts print what
 * they print there. (FNV-1 over the bytes, 1024 buckets that double when full, newest first within a bucket.)
 */
export function orderedKeys(map: ReadonlyMap<string, string>): string[] {
  return tableOrder(map, map instanceof BucketMap ? map.buckets : 1024)
}

/** What comes from one of bash's own tables, which begins with so many buckets. */
export class BucketMap extends Map<string, string> {
  readonly buckets: number

  constructor(entries: Iterable<[string, string]>, buckets: number) {
    super(entries)
    this.buckets = buckets
  }
}

/** The keys of one of bash's hash tables, which begins with so many buckets. */
export function tableOrder(map: ReadonlyMap<string, unknown>, buckets: number): string[] {
  const keys = [...map.keys()]
  if (keys.length < 2) return keys
  const mask = bucketCount(keys.length, buckets) - 1
  const ranked = keys.map((key, index) => ({ key, index, bucket: hash(key) & mask }))
  ranked.sort((a, b) => a.bucket - b.bucket || b.index - a.index)
  return ranked.map(entry => entry.key)
}

function bucketCount(size: number, first: number): number {
  let buckets = first
  while (size > buckets * 2) buckets *= 4
  return buckets
}

function hash(key: string): number {
  let value = 2166136261
  for (const byte of encodeBytes(key)) {
    // The bytes are signed chars in bash.
    value = Math.imul(value, 16777619) ^ ((byte << 24) >> 24)
  }
  return value >>> 0
}
