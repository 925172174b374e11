/** README's session and test/transcripts: what a person types and sees, both languages on one prompt. */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { nacreArgv, root } from '../helpers/run-nacre.ts'
import { TranscriptShell } from '../helpers/transcript-shell.ts'
import { parseTranscript, transcriptOfMarkdown, type Session } from '../helpers/transcript.ts'

const pages: [name: string, sessions: Session[]][] = [
  ...['README.md', ...globSync('docs/*.md', { cwd: root })]
    .map((page): [string, Session[]] => [
      page,
      parseTranscript(transcriptOfMarkdown(readFileSync(join(root, page), 'utf8'))),
    ])
    .filter(([, sessions]) => sessions.length > 0),
  ...globSync('test/transcripts/*.transcript', { cwd: root }).map((file): [string, Session[]] => [
    basename(file),
    parseTranscript(readFileSync(join(root, file), 'utf8')),
  ]),
]

/** `[1] 4711`: which process it is differs each time. */
function withoutPids(text: string): string {
  return text.replaceAll(/^(\[\d+\]) \d+$/gm, '$1 pid')
}

const open: TranscriptShell[] = []
afterEach(() => {
  for (const shell of open.splice(0)) shell.close()
})

describe.each(pages)('%s', (_page, sessions) => {
  test('has sessions', () => expect(sessions.length).toBeGreaterThan(0))

  test.each(sessions.map(session => [session.heading, session] as const))('%s', async (_heading, session) => {
    const shell = new TranscriptShell(nacreArgv, root)
    open.push(shell)
    for (const exchange of session.exchanges) {
      const shown = await shell.type(exchange.typed)
      expect(withoutPids(shown), `line ${exchange.line}: ${exchange.typed}`).toBe(withoutPids(exchange.shown))
    }
  })
})
