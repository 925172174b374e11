import { partnerOf } from '../editor/brackets.ts'
import type { Canvas, Role } from './canvas.ts'

const quiet: ReadonlySet<Role> = new Set(['string', 'escape', 'comment'])

/** The bracket at the cursor, or else right before it, and its partner; undefined where there is no such pair. */
export function matchingBrackets(
  text: string,
  cursor: number,
  canvas: Canvas,
): readonly [number, number] | undefined {
  for (const at of [cursor, cursor - 1]) {
    const partner = partnerOf(text, at, place => !quiet.has(canvas.roleAt(place)))
    if (partner !== undefined) return [Math.min(at, partner), Math.max(at, partner)]
  }
  return undefined
}
