/** Transcripts: `# heading #`, `> typed`, `. its next line`, then what must appear until the next `> ` or `#`. */

export interface Exchange {
  readonly typed: string
  readonly shown: string
  /** The line of the transcript it begins at. */
  readonly line: number
}

export interface Session {
  readonly heading: string
  readonly exchanges: readonly Exchange[]
}

type Draft = { heading: string; exchanges: { typed: string; shown: string; line: number }[] }

/** Reads a transcript file's text. */
export function parseTranscript(text: string): Session[] {
  const sessions: Draft[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const heading = /^# (.+) #$/.exec(line)
    if (heading !== null) sessions.push({ heading: heading[1] ?? '', exchanges: [] })
    else if (line.startsWith('> ') || line === '>')
      sessions.at(-1)?.exchanges.push({ typed: line.slice(2), shown: '', line: index + 1 })
    else takeLine(sessions.at(-1)?.exchanges.at(-1), line)
  }
  for (const session of sessions)
    for (const exchange of session.exchanges) exchange.shown = exchange.shown.trimEnd()
  return sessions
}

function takeLine(exchange: { typed: string; shown: string } | undefined, line: string): void {
  if (exchange === undefined) return
  if (line.startsWith('. ') && exchange.shown === '') exchange.typed += `\n${line.slice(2)}`
  else exchange.shown += `${line}\n`
}

/** The sessions a Markdown page shows in its ```nacre blocks. */
export function transcriptOfMarkdown(text: string): string {
  return [...text.matchAll(/^```nacre\n(.*?)^```/gms)]
    .map((match, index) => `# block ${index + 1} #\n${match[1] ?? ''}`)
    .join('\n')
}
