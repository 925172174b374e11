import type { Program } from './program.ts'

/** Where a match begins and ends, in code points. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/**
 * The leftmost match and of those the longest (POSIX XBD 9.1), in one pass over the text: every state that can be reached
 * is kept, with the earliest place a match through it can begin.
 */
export function longestMatch(program: Program, text: Uint32Array): Extent | undefined {
  const { states } = program
  let threads = new Threads(program)
  let following = new Threads(program)
  let best: Extent | undefined
  for (let at = 0; ; at++) {
    if (best === undefined) threads.add(program.start, at, text, at)
    const accepted = threads.accepted
    if (accepted !== undefined && (best === undefined || accepted <= best.start))
      best = { start: accepted, end: at }
    if (at === text.length || (threads.count === 0 && best !== undefined)) return best
    const code = text[at] ?? 0
    for (let i = 0; i < threads.count; i++) {
      const [number, start] = [threads.states[i] ?? 0, threads.starts[i] ?? 0]
      if (best !== undefined && start > best.start) continue
      const state = states[number]
      if (state?.type === 'set' && state.has(code)) following.add(state.next, start, text, at + 1)
    }
    ;[threads, following] = [following, threads]
    following.clear()
  }
}

/** The states that wait for the same character, the earliest start first. */
class Threads {
  readonly #program: Program
  readonly states: Int32Array
  readonly starts: Int32Array
  readonly #seen: Int32Array
  #round = 1
  readonly #stack: number[] = []
  count = 0
  /** The earliest start of a match that ends here. */
  accepted: number | undefined

  constructor(program: Program) {
    this.#program = program
    this.states = new Int32Array(program.states.length)
    this.starts = new Int32Array(program.states.length)
    this.#seen = new Int32Array(program.states.length)
  }

  clear(): void {
    this.count = 0
    this.accepted = undefined
    this.#round++
  }

  add(first: number, start: number, text: Uint32Array, at: number): void {
    const stack = this.#stack
    stack.push(first)
    for (let number = stack.pop(); number !== undefined; number = stack.pop()) {
      if (this.#seen[number] === this.#round) continue
      this.#seen[number] = this.#round
      const state = this.#program.states[number]
      switch (state?.type) {
        case 'split':
          stack.push(state.other, state.next)
          break
        case 'save':
          stack.push(state.next)
          break
        case 'assertion':
          if (state.holds(text, at)) stack.push(state.next)
          break
        case 'accept':
          this.accepted ??= start
          break
        default:
          this.states[this.count] = number
          this.starts[this.count++] = start
      }
    }
  }
}
