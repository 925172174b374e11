import { nextGrapheme, previousGrapheme } from '../graphemes.ts'
import { lineEnd, lineStart } from '../line-buffer.ts'

/** A character looked for in the line: `f`, `F`, `t`, `T`. */
export interface Find {
  readonly character: string
  readonly direction: 1 | -1
  /** `t`, `T`: stops beside it. */
  readonly isTill: boolean
}

/** Where the `count`th one is, in the cursor's line. `again`: a `t` that stands beside one looks further. */
export function findCharacter(
  text: string,
  cursor: number,
  find: Find,
  count: number,
  again = false,
): number | undefined {
  const { direction, isTill } = find
  const start = again && isTill ? step(text, cursor, direction) : cursor
  let at = start
  for (let done = 0; done < count; done++) {
    const next = nextOne(text, at, find)
    if (next === undefined) return undefined
    at = next
  }
  return isTill ? step(text, at, direction === 1 ? -1 : 1) : at
}

function nextOne(text: string, cursor: number, { character, direction }: Find): number | undefined {
  const [first, last] = [lineStart(text, cursor), lineEnd(text, cursor)]
  for (let at = step(text, cursor, direction); at >= first && at < last; at = step(text, at, direction)) {
    if (text.slice(at, nextGrapheme(text, at)) === character) return at
    if (at === 0) break
  }
  return undefined
}

function step(text: string, at: number, direction: 1 | -1): number {
  return direction === 1 ? nextGrapheme(text, at) : previousGrapheme(text, at)
}

/** `,`: the other way. */
export function reversed(find: Find): Find {
  return { ...find, direction: find.direction === 1 ? -1 : 1 }
}
