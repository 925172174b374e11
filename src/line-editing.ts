/** What the line editor needs of one shell: the inputrc, its options, code that runs unseen. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputrcPath, readInitFile } from './builtins/index.ts'
import { makeSource } from './diag/index.ts'
import type { Nacre } from './shell/index.ts'

/** Keys and settings from INPUTRC, else `~/.inputrc`, else `/etc/inputrc`; what is wrong in it is told, and the rest counts. */
export async function readInit({ shell }: Nacre): Promise<void> {
  const path = inputrcPath(shell)
  if (path !== undefined) await readInitFile(path, shell)
}

export function setEditingMode({ shell }: Nacre, mode: 'emacs' | 'vi'): void {
  shell.options.set('vi', mode === 'vi')
  shell.options.set('emacs', mode === 'emacs')
}

/** What code writes that runs unseen; undefined if it fails. */
export async function quietOutputOf({ shell }: Nacre, code: string): Promise<string | undefined> {
  const { status } = shell
  try {
    const result = await shell.capture(makeSource('editor', `{ ${code}\n} 2>/dev/null`))
    return result.status === 0 ? result.output : undefined
  } finally {
    shell.status = status
  }
}

/** The name and version, as `--version` says them. */
export function shellVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')
  return `nacre ${(JSON.parse(text) as { readonly version: string }).version}`
}
