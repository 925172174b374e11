/**
 * A script is a function of a list of choices. Random choices make a new script; a shorter or smaller list makes a
 * simpler one: so shrinking needs to know nothing of the grammar (as in Hypothesis).
 */
export class Choices {
  readonly made: number[] = []
  readonly #given: readonly number[]
  readonly #random: () => number

  constructor(given: readonly number[], random: () => number = () => 0) {
    this.#given = given
    this.#random = random
  }

  /** A number below `count`. Beyond the given list the random source decides; without one, 0: the simplest. */
  below(count: number): number {
    const given = this.#given[this.made.length]
    const choice = given === undefined ? Math.floor(this.#random() * count) : Math.min(given, count - 1)
    this.made.push(choice)
    return choice
  }

  pick<T>(alternatives: readonly T[]): T {
    return alternatives[this.below(alternatives.length)] as T
  }

  /** From none to `most` of something; few are likelier. */
  many<T>(most: number, make: () => T): T[] {
    const out: T[] = []
    while (out.length < most && this.below(3) > 0) out.push(make())
    return out
  }
}

/** A small seeded source of numbers in [0, 1): mulberry32. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** The simplest list of choices found that still fails, within a number of tries; candidates are tried many at a time. */
export async function shrink(
  choices: readonly number[],
  fail: (candidates: readonly (readonly number[])[]) => Promise<readonly boolean[]>,
  tries = 400,
): Promise<readonly number[]> {
  let best = choices
  while (tries > 0) {
    const better = await firstFailing(best, fail, tries)
    tries -= better.tried
    if (better.found === undefined) return best
    best = better.found
  }
  return best
}

const together = 20

async function firstFailing(
  choices: readonly number[],
  fail: (candidates: readonly (readonly number[])[]) => Promise<readonly boolean[]>,
  tries: number,
): Promise<{ found: readonly number[] | undefined; tried: number }> {
  const candidates = simpler(choices)
  let tried = 0
  while (tried < tries) {
    const some = take(candidates, together)
    if (some.length === 0) break
    tried += some.length
    const index = (await fail(some)).indexOf(true)
    if (index >= 0) return { found: some[index], tried }
    if (some.length < together) break
  }
  return { found: undefined, tried }
}

function take<T>(source: Generator<T, undefined>, count: number): T[] {
  const out: T[] = []
  while (out.length < count) {
    const { value, done } = source.next()
    if (done) break
    out.push(value)
  }
  return out
}

/** Simpler lists, the boldest cuts first. */
function* simpler(choices: readonly number[]): Generator<number[], undefined> {
  for (let size = choices.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at + size <= choices.length; at += size)
      yield [...choices.slice(0, at), ...choices.slice(at + size)]
  }
  for (const [index, choice] of choices.entries()) {
    if (choice > 0) yield choices.with(index, 0)
    if (choice > 1) yield choices.with(index, choice >> 1)
    if (choice > 1) yield choices.with(index, choice - 1)
  }
}
