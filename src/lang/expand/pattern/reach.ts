import type { Element, Elements } from './elements.ts'

/**
 * Which positions a pattern reaches: every element maps a rising list of positions to another, so no pattern costs more
 * than a polynomial of the text's length — a backtracking matcher would take exponential time on `+(+(a))b`.
 */
export interface Walk {
  /** The characters: the string itself, or an array of its code points where it has surrogate pairs. */
  readonly chars: ArrayLike<string>
  /** A leading dot must be matched by a dot that is written out (POSIX 2.14.3). */
  readonly period: boolean
}

/** All ends of matches that begin at one of `starts`. */
export function reach(elements: Elements, starts: readonly number[], walk: Walk): readonly number[] {
  let positions = starts
  for (const element of elements) {
    if (positions.length === 0) return positions
    positions = step(element, positions, walk)
  }
  return positions
}

/** All starts of matches that end at one of `ends`: the same walk from right to left. */
export function reachBack(elements: Elements, ends: readonly number[], walk: Walk): readonly number[] {
  let positions = ends
  for (let i = elements.length - 1; i >= 0 && positions.length > 0; i--) {
    positions = stepBack(elements[i] as Element, positions, walk)
  }
  return positions
}

function isHidden(at: number, walk: Walk): boolean {
  return walk.period && at === 0 && walk.chars[0] === '.'
}

function step(element: Element, from: readonly number[], walk: Walk): readonly number[] {
  const { chars } = walk
  switch (element.type) {
    case 'Char':
      return from.filter(at => chars[at] === element.char).map(at => at + 1)
    case 'Any':
      return from.filter(at => at < chars.length && !isHidden(at, walk)).map(at => at + 1)
    case 'Bracket':
      return from
        .filter(at => at < chars.length && !isHidden(at, walk) && element.matches(chars[at] ?? ''))
        .map(at => at + 1)
    case 'Star':
      return star(from, walk)
    case 'Extended':
      return extended(
        element,
        from,
        (e, p) => reach(e, p, walk),
        (at, out) => {
          for (let q = at; q <= (isHidden(at, walk) ? at : chars.length); q++) out(q)
        },
      )
  }
}

function star(from: readonly number[], walk: Walk): readonly number[] {
  const first = from[0] ?? 0
  if (!isHidden(first, walk)) return range(first, walk.chars.length)
  const second = from[1]
  return second === undefined ? [first] : [first, ...range(second, walk.chars.length)]
}

function stepBack(element: Element, from: readonly number[], walk: Walk): readonly number[] {
  const { chars } = walk
  switch (element.type) {
    case 'Char':
      return from.filter(at => at > 0 && chars[at - 1] === element.char).map(at => at - 1)
    case 'Any':
      return from.filter(at => at > 0).map(at => at - 1)
    case 'Bracket':
      return from.filter(at => at > 0 && element.matches(chars[at - 1] ?? '')).map(at => at - 1)
    case 'Star':
      return range(0, from.at(-1) ?? 0)
    case 'Extended':
      return extended(
        element,
        from,
        (e, p) => reachBack(e, p, walk),
        (at, out) => {
          for (let q = 0; q <= at; q++) out(q)
        },
      )
  }
}

type Extended = Extract<Element, { type: 'Extended' }>
type Reach = (elements: Elements, positions: readonly number[]) => readonly number[]

function extended(
  element: Extended,
  from: readonly number[],
  go: Reach,
  everything: (at: number, out: (position: number) => void) => void,
): readonly number[] {
  const once = (positions: readonly number[]): number[] =>
    element.alternatives.flatMap(alternative => [...go(alternative, positions)])
  switch (element.operator) {
    case '@':
      return sorted(new Set(once(from)))
    case '?':
      return sorted(new Set([...from, ...once(from)]))
    case '*':
      return sorted(closure(from, once))
    case '+':
      return sorted(closure(sorted(new Set(once(from))), once))
    case '!': {
      const out = new Set<number>()
      for (const at of from) {
        const taken = new Set(once([at]))
        everything(at, position => {
          if (!taken.has(position)) out.add(position)
        })
      }
      return sorted(out)
    }
  }
}

/** Everything that zero or more rounds reach. */
function closure(from: readonly number[], once: (positions: readonly number[]) => number[]): Set<number> {
  const seen = new Set(from)
  let fresh = from
  while (fresh.length > 0) {
    fresh = sorted(new Set(once(fresh).filter(position => !seen.has(position))))
    for (const position of fresh) seen.add(position)
  }
  return seen
}

function sorted(positions: ReadonlySet<number>): number[] {
  return [...positions].sort((a, b) => a - b)
}

function range(from: number, to: number): number[] {
  const out: number[] = []
  for (let at = from; at <= to; at++) out.push(at)
  return out
}
