/**
 * The records of comma-separated text (RFC 4180): quoted cells with doubled quotes and line breaks; CRLF or LF. Ragged
 * records keep the cells they have.
 */
export function parseCsv(text: string, separator = ','): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  while (at < text.length) {
    const cell = readCell(text, at, separator)
    record.push(cell.value)
    at = cell.end
    if (text[at] === separator) {
      at++
      if (at === text.length) record.push('')
      if (at < text.length) continue
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    records.push(record)
    record = []
  }
  return records
}

function readCell(text: string, start: number, separator: string): { value: string; end: number } {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== separator && text[end] !== '\n') end++
    const cut = text[end - 1] === '\r' && end > start && text[end] !== separator ? end - 1 : end
    return { value: text.slice(start, cut), end: cut }
  }
  let value = ''
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) throw new SyntaxError(`csv: a quote opened at offset ${start} is not closed`)
    value += text.slice(at, quote)
    at = quote + 1
    if (text[at] !== '"') return { value, end: at }
    value += '"'
    at++
  }
}

/** Records as objects under the names of the first one; cells beyond the names are dropped, missing ones are ''. */
export function csvObjects(records: readonly (readonly string[])[]): Record<string, string>[] {
  const [names = [], ...rows] = records
  return rows.map(row => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])))
}
