/** One word, as far as quotes and backslashes go, or an operator: what history expansion counts as words. */
const word =
  /(?:&&|\|\||;;|>>|<<<?|[<>]&|&>|[;|&<>()])|(?:\\[^]|"(?:\\[^]|[^"\\])*"|'[^']*'|`[^`]*`|[^\s"'`\\;|&<>()]|["'`\\])+/g

/** The words of a line, quotes and all. */
export function wordsOf(line: string): readonly string[] {
  return line.match(word) ?? []
}
