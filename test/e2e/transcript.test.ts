/** README's session and test/transcripts: what a person types and sees, both languages on one prompt. */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { nacreArgv, root } from '../helpers/run-nacre.ts'
import { TranscriptShell } from '../helpers/transcript-shell.ts'
import { parseTranscript, transcriptOfMarkdown, type Session } from '../helpers/transcript.ts'

const pages: [name: string, sessions: Session[]][] = [
  ['README.md', parseTranscript(transcriptOfMarkdown(readFileSync(join(root, 'README.md'), 'utf8')))],
  ...globSync('test/transcripts/*.transcript', { cwd: root }).map((file): [string, Session[]] => [
    basename(file),
    parseTranscript(readFileSync(join(root, file), 'utf8')),
  ]),
]

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
      expect(await shell.type(exchange.typed), `line ${exchange.line}: ${exchange.typed}`).toBe(
        exchange.shown,
      )
    }
  })
})
