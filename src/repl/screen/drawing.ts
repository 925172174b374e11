/** Synchronized output (DEC mode 2026): what is between appears as one. */
export const drawingBegins = '\x1b[?2026h'
export const drawingEnds = '\x1b[?2026l'

/**
 * A drawing whose rows are cut at the screen's edge (DECAWM): a terminal that has become narrower, and could not tell in
 * time, would wrap them, and nobody would know where they begin.
 */
export function cutAtEdge(drawing: string): string {
  return `\x1b[?7l${drawing}\x1b[?7h`
}
