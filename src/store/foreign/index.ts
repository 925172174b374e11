import { readdirSync, readFileSync, statSync } from 'node:fs'
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

/** What was read of another shell's history. */
export interface ForeignHistory {
  readonly shell: ForeignShell
  readonly path: string
  readonly lines: readonly ImportedLine[]
}

/** The history of a shell by its name, or that in a file or a folder of files. Throws what the file system throws. */
export function loadForeignHistory(
  name: string,
  { environment, decode }: { environment: Environment; decode: (bytes: Uint8Array) => string },
): ForeignHistory {
  const named = foreignShells.find(known => known === name)
  const path = named === undefined ? name : foreignHistoryPath(named, environment)
  const files = statSync(path).isDirectory() ? jsonFiles(path) : [path]
  let shell = named
  const lines = files.flatMap(file => {
    const bytes = readFileSync(file)
    shell ??= foreignShellOf(decode(bytes))
    return readForeignHistory(shell, bytes, decode)
  })
  // xonsh has a file a session; they may overlap in time.
  if (files.length > 1) lines.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
  return { shell: shell ?? 'xonsh', path, lines }
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => join(folder, name))
}
