import type { Canvas, Role } from './canvas.ts'

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
const quiet: ReadonlySet<Role> = new Set(['string', 'escape', 'comment'])
/** A partner further away than this is not looked for. */
const farthest = 20_000

/** The bracket at the cursor, or else right before it, and its partner; undefined where there is no such pair. */
export function matchingBrackets(
  text: string,
  cursor: number,
  canvas: Canvas,
): readonly [number, number] | undefined {
  for (const at of [cursor, cursor - 1]) {
    const partner = partnerOf(text, at, canvas)
    if (partner !== undefined) return [Math.min(at, partner), Math.max(at, partner)]
  }
  return undefined
}

/** Where the partner of the bracket at a place is (vi's `%`). */
export function partnerOf(text: string, at: number, canvas?: Canvas): number | undefined {
  const char = text.charAt(at)
  const isCode = (place: number): boolean => canvas === undefined || !quiet.has(canvas.roleAt(place))
  const [partner, step] = char in pairs ? [pairs[char], 1] : [openers[char], -1]
  if (partner === undefined || !isCode(at)) return undefined
  let depth = 0
  for (let place = at; place >= 0 && place < text.length; place += step) {
    if (Math.abs(place - at) > farthest) return undefined
    const other = text.charAt(place)
    if (other !== char && other !== partner) continue
    if (!isCode(place)) continue
    depth += other === char ? 1 : -1
    if (depth === 0) return place
  }
  return undefined
}
