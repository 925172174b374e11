/** `ls?`, `history.search?`: the name before the question mark; undefined for a line that is something else. */
export function askedName(line: string): string | undefined {
  return /^\s*([A-Za-z_$][\w$+-]*(?:\.[A-Za-z_$][\w$]*)*)\?\s*$/.exec(line)?.[1]
}
