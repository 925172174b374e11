import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { encodeBytes } from '../../src/value/index.ts'
import { runShell } from './run-shell.ts'

interface Row {
  readonly code: string
  /** Bytes as Latin-1. */
  readonly out: string
  readonly err: string
  readonly status: number
}

// Recorded by record.ts.
const rows = readFileSync(join(import.meta.dirname, 'bash-answers.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Row)

test.each(rows)('$code', async row => {
  const result = await runShell(row.code)
  const latin = (text: string): string => Buffer.from(encodeBytes(text)).toString('latin1')
  expect(latin(result.out)).toBe(row.out)
  expect(latin(result.err).replace(/^sh: (line \d+: )?/gm, '')).toBe(row.err)
  expect(result.status).toBe(row.status)
})
