import type { Saved } from './groups.ts'
import type { Extent } from './longest.ts'
import type { Program } from './program.ts'

/** Steps after which the search is content with what it has found: back-references can cost exponentially many. */
const mostSteps = 1_000_000

interface Way {
  readonly number: number
  readonly at: number
  readonly saved: Saved | undefined
}

/** With back-references all ways are tried: the leftmost match and of those the longest, by preference the first. */
export function backtrack(
  program: Program,
  text: Uint32Array,
): { readonly extent: Extent; readonly saved: Saved | undefined } | undefined {
  const budget = { steps: 0 }
  for (let start = 0; start <= text.length && budget.steps < mostSteps; start++) {
    const best = longestFrom(program, text, start, budget)
    if (best !== undefined) return { extent: { start, end: best.at }, saved: best.saved }
  }
  return undefined
}

function longestFrom(
  program: Program,
  text: Uint32Array,
  start: number,
  budget: { steps: number },
): Way | undefined {
  let best: Way | undefined
  const stack: Way[] = [{ number: program.start, at: start, saved: undefined }]
  for (let way = stack.pop(); way !== undefined; way = stack.pop()) {
    if (++budget.steps > mostSteps) return best
    if (program.states[way.number]?.type === 'accept') {
      if (best === undefined || way.at > best.at) best = way
      if (way.at === text.length) return best
    } else follow(program, text, way, stack)
  }
  return best
}

/** Slots of loops lie beyond those of groups: where a repetition began, so that none is empty twice. */
const loopSlots = 1_000_000

function follow(program: Program, text: Uint32Array, { number, at, saved }: Way, stack: Way[]): void {
  const state = program.states[number]
  switch (state?.type) {
    case 'set':
      if (at < text.length && state.has(text[at] ?? 0)) stack.push({ number: state.next, at: at + 1, saved })
      break
    case 'split': {
      stack.push({ number: state.other, at, saved })
      const slot = loopSlots + number
      if (!state.isLoop) stack.push({ number: state.next, at, saved })
      else if (slotOf(saved, slot) !== at)
        stack.push({ number: state.next, at, saved: { slot, at, before: saved } })
      break
    }
    case 'save':
      stack.push({ number: state.next, at, saved: { slot: state.slot, at, before: saved } })
      break
    case 'assertion':
      if (state.holds(text, at)) stack.push({ number: state.next, at, saved })
      break
    case 'reference': {
      const length = repeats(text, at, slotOf(saved, state.index * 2), slotOf(saved, state.index * 2 + 1))
      if (length !== undefined) stack.push({ number: state.next, at: at + length, saved })
      break
    }
    case 'accept':
    case undefined:
      break
  }
}

/** The length of what a group matched, if it stands here again. */
function repeats(
  text: Uint32Array,
  at: number,
  start: number | undefined,
  end: number | undefined,
): number | undefined {
  if (start === undefined || end === undefined) return undefined
  const length = end - start
  for (let i = 0; i < length; i++) if (text[start + i] !== text[at + i]) return undefined
  return length
}

/** The latest value of a slot. */
export function slotOf(saved: Saved | undefined, slot: number): number | undefined {
  for (let at = saved; at !== undefined; at = at.before) if (at.slot === slot) return at.at
  return undefined
}
