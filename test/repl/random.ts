/** Numbers that look random and are the same at every run (mulberry32). */
export interface Random {
  /** From 0 to `below` - 1. */
  (below: number): number
  of<T>(items: readonly T[]): T
}

export function randomFrom(seed: number): Random {
  let state = seed
  const next = (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) % below) | 0
  }
  return Object.assign(next, {
    of<T>(items: readonly T[]): T {
      const item = items[next(items.length)]
      if (item === undefined) throw new RangeError('nothing to choose from')
      return item
    },
  })
}
