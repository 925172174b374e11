import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeSource } from './diag/index.ts'
import { quoteWord } from './lang/syntax/index.ts'
import type { Nacre } from './shell/index.ts'
import { decodeBytes, encodeBytes } from './value/index.ts'

/**
 * A text as the person's editor leaves it (bash manual, edit-and-execute-command: VISUAL, EDITOR, then a default).
 * Undefined where the editor fails: what it wrote is not wanted then.
 */
export async function editText({ shell }: Nacre, text: string): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-edit-'))
  try {
    const file = join(folder, 'line.tsh')
    writeFileSync(file, encodeBytes(`${text}\n`), { mode: 0o600 })
    const { status } = shell
    await shell.run(makeSource('editor', `\${VISUAL:-\${EDITOR:-vi}} ${quoteWord(file)}`))
    const failed = shell.status !== 0
    shell.status = status
    return failed ? undefined : decodeBytes(readFileSync(file)).replace(/\n+$/, '')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
