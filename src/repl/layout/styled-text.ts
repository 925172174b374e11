/** Which ranges of a text have a style (an SGR sequence), in rising order and not overlapping. */
export type StyledText = readonly { readonly start: number; readonly end: number; readonly style: string }[]

/** Calls back for the pieces of a range that look alike, in order. */
export function eachPiece(
  styles: StyledText,
  start: number,
  end: number,
  visit: (start: number, end: number, style: string) => void,
): void {
  let at = start
  for (const run of styles) {
    if (run.end <= at) continue
    if (run.start >= end) break
    if (run.start > at) visit(at, run.start, '')
    const from = Math.max(run.start, at)
    at = Math.min(run.end, end)
    visit(from, at, run.style)
  }
  if (at < end) visit(at, end, '')
}
