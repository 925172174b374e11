import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { play, type Answer } from './play.ts'

interface Row extends Answer {
  readonly row: readonly [text: string, cursor: number, ...commands: string[]]
}

// Recorded by record.ts from vim 9.0.
const rows = readFileSync(join(import.meta.dirname, 'answers.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Row)
  .map(row => [JSON.stringify(row.row), row] as const)

test.each(rows)('%s', (_, { row: [text, cursor, ...commands], ...answer }) => {
  expect(play(text, cursor, commands)).toEqual(answer)
})
