/** How many rows a menu may take of a screen: half of it, never all. */
export function menuHeight(rows: number): number {
  return Math.max(1, Math.min(12, Math.floor(rows / 2) - 1))
}
