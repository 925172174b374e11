/** Whole scripts as files, run by the built nacre, with what bash answers (recorded by record.ts). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nacreSh } from '../fuzz/compare.ts'
import { run } from '../helpers/run-nacre.ts'

interface Row {
  readonly code: string
  /** Bytes as Latin-1. */
  readonly out: string
  readonly status: number
}

const rows = readFileSync(join(import.meta.dirname, 'scripts.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Row)

test.each(rows)('$code', async row => {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-script-'))
  try {
    writeFileSync(join(folder, '.script'), `${row.code}\n`)
    const { stdout, status } = await run([...nacreSh, '.script'], {
      cwd: folder,
      env: { LC_ALL: 'C.UTF-8', HOME: '/root' },
    })
    expect(Buffer.from(stdout).toString('latin1')).toBe(row.out)
    expect(status).toBe(row.status)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
