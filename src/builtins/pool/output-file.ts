import { mkdtempSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeBytes } from '../../value/index.ts'

/** Writes what a task wrote to a new file, which whoever reads it has to remove (--files); gives its path. */
export function keepOutput(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pool-'))
  const path = `${folder}.out`
  writeFileSync(join(folder, 'output'), encodeBytes(text), { mode: 0o600 })
  renameSync(join(folder, 'output'), path)
  rmdirSync(folder)
  return path
}
