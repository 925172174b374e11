import type { Extent } from './longest.ts'
import type { Program } from './program.ts'

/** A group's bounds by slot (2n its start, 2n+1 its end), the latest first. */
export interface Saved {
  readonly slot: number
  readonly at: number
  readonly before: Saved | undefined
}

/**
 * What the groups of a match are: of all ways through the expression that end where the longest match ends, the first by
 * preference (as glibc: first alternatives first, repetitions once more before once less).
 */
export function groupsOf(program: Program, text: Uint32Array, extent: Extent): Saved | undefined {
  const live = liveStates(program, text, extent)
  let number = program.start
  let saved: Saved | undefined
  for (let at = extent.start; ; at++) {
    const step = firstWay(program, text, number, at, at === extent.end, live[at - extent.start], saved)
    saved = step.saved
    const state = program.states[step.number]
    if (at === extent.end || state?.type !== 'set') return saved
    number = state.next
  }
}

/** For each place the character states from which the end of the match can be reached. */
function liveStates(program: Program, text: Uint32Array, { start, end }: Extent): readonly Set<number>[] {
  const reached: number[][] = []
  let frontier = [program.start]
  for (let at = start; at < end; at++) {
    const waiting = closure(program, text, frontier, at)
    reached.push(waiting)
    frontier = nextStates(program, waiting, text[at] ?? 0)
  }
  const live: Set<number>[] = []
  let after: Set<number> | undefined
  for (let at = end - 1; at >= start; at--) {
    const alive = new Set<number>()
    for (const number of reached[at - start] ?? []) {
      const state = program.states[number]
      if (state?.type !== 'set' || !state.has(text[at] ?? 0)) continue
      if (leads(program, text, state.next, at + 1, after)) alive.add(number)
    }
    live[at - start] = alive
    after = alive
  }
  return live
}

function nextStates(program: Program, waiting: readonly number[], code: number): number[] {
  return waiting.flatMap(number => {
    const state = program.states[number]
    return state?.type === 'set' && state.has(code) ? [state.next] : []
  })
}

/** The character states that can be reached without a character. */
function closure(program: Program, text: Uint32Array, from: readonly number[], at: number): number[] {
  const found: number[] = []
  walk(program, text, from, at, number => {
    if (program.states[number]?.type === 'set') found.push(number)
    return false
  })
  return found
}

/** Whether one of `alive` (or the end, where there is none) can be reached without a character. */
function leads(
  program: Program,
  text: Uint32Array,
  from: number,
  at: number,
  alive: ReadonlySet<number> | undefined,
): boolean {
  return walk(program, text, [from], at, number =>
    alive === undefined ? program.states[number]?.type === 'accept' : alive.has(number),
  )
}

/** Visits what can be reached without a character, once each, until `found`. */
function walk(
  program: Program,
  text: Uint32Array,
  from: readonly number[],
  at: number,
  found: (number: number) => boolean,
): boolean {
  const seen = new Set<number>()
  const stack = [...from].toReversed()
  for (let number = stack.pop(); number !== undefined; number = stack.pop()) {
    if (seen.has(number)) continue
    seen.add(number)
    if (found(number)) return true
    const state = program.states[number]
    if (state?.type === 'split') stack.push(state.other, state.next)
    else if (state?.type === 'save') stack.push(state.next)
    else if (state?.type === 'assertion' && state.holds(text, at)) stack.push(state.next)
  }
  return false
}

/** The preferred way from a state to one that is alive, or to the end; with the marks on it. */
function firstWay(
  program: Program,
  text: Uint32Array,
  from: number,
  at: number,
  isEnd: boolean,
  alive: ReadonlySet<number> | undefined,
  before: Saved | undefined,
): { readonly number: number; readonly saved: Saved | undefined } {
  const seen = new Set<number>()
  const stack: { number: number; saved: Saved | undefined }[] = [{ number: from, saved: before }]
  for (let way = stack.pop(); way !== undefined; way = stack.pop()) {
    const { number, saved } = way
    if (seen.has(number)) continue
    seen.add(number)
    const state = program.states[number]
    if (isEnd ? state?.type === 'accept' : alive?.has(number) === true) return way
    if (state?.type === 'split') stack.push({ number: state.other, saved }, { number: state.next, saved })
    else if (state?.type === 'save')
      stack.push({ number: state.next, saved: { slot: state.slot, at, before: saved } })
    else if (state?.type === 'assertion' && state.holds(text, at)) stack.push({ number: state.next, saved })
  }
  return { number: from, saved: before }
}
