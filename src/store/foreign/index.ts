import { join } from 'node:path'
import type { ImportedLine } from '../history.ts'
import { readBashHistory } from './bash.ts'
import { readFishHistory } from './fish.ts'
import { readXonshHistory } from './xonsh.ts'
import { readZshHistory, unmetafy } from './zsh.ts'

export const foreignShells = ['bash', 'zsh', 'fish', 'xonsh'] as const

/** A shell whose history can be taken over. */
export type ForeignShell = (typeof foreignShells)[number]

type Environment = ReadonlyMap<string, string>

/** Where a shell keeps its history; for xonsh a folder of files. */
export function foreignHistoryPath(shell: ForeignShell, environment: Environment): string {
  const home = environment.get('HOME') ?? '/'
  const data = environment.get('XDG_DATA_HOME') ?? join(home, '.local/share')
  switch (shell) {
    case 'bash':
      return join(home, '.bash_history')
    case 'zsh':
      return join(environment.get('ZDOTDIR') ?? home, '.zsh_history')
    case 'fish':
      return join(data, 'fish/fish_history')
    case 'xonsh':
      return join(data, 'xonsh/history_json')
  }
}

/** The lines of a history file. `decode` makes text of bytes. Throws for one that cannot be read as such. */
export function readForeignHistory(
  shell: ForeignShell,
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
): ImportedLine[] {
  switch (shell) {
    case 'bash':
      return readBashHistory(decode(bytes))
    case 'zsh':
      return readZshHistory(decode(unmetafy(bytes)))
    case 'fish':
      return readFishHistory(decode(bytes))
    case 'xonsh':
      return readXonshHistory(decode(bytes))
  }
}

/** Whose history file a text is, by what it looks like; bash's is what looks like none. */
export function foreignShellOf(text: string): ForeignShell {
  if (/^\s*\{/.test(text) && /"cmds"/.test(text)) return 'xonsh'
  if (/^- cmd: /m.test(text) && /^\s+when: \d+$/m.test(text)) return 'fish'
  return /^: *\d+:\d+;/m.test(text) ? 'zsh' : 'bash'
}
