import { mkdtempSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeBytes } from '../../value/index.ts'

/** Writes what a task wrote to a new file, which whoever reads it has to remove (--files); gives its path. */
export function keepOutput(text: string, directory?: string): string {
  return keepBytes(encodeBytes(text), directory)
}

/** Writes bytes to a new file that only this user reads; gives its path. */
export function keepBytes(bytes: Uint8Array, directory = tmpdir()): string {
  const folder = mkdtempSync(join(directory, 'pool-'))
  const path = `${folder}.out`
  writeFileSync(join(folder, 'output'), bytes, { mode: 0o600 })
  renameSync(join(folder, 'output'), path)
  rmdirSync(folder)
  return path
}
