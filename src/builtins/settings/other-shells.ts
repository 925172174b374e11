/** The start-up files of the shell that somebody had before, and the file of ours that takes them over. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Shell } from '../../lang/eval/index.ts'
import { configFolder, makeFolder } from '../../store/index.ts'
import { decodeBytes, encodeBytes } from '../../value/index.ts'
import { noteWritten } from './saved.ts'
import { takeOver, type Taken } from './take-over.ts'

/** In the order they are read, the ones of a login first. */
const filesOf = {
  bash: ['.bash_profile', '.bashrc', '.bash_aliases'],
  zsh: ['.zshenv', '.zprofile', '.zshrc'],
} as const

export type OtherShell = keyof typeof filesOf

export interface Found {
  readonly shell: OtherShell
  /** By the file's name. */
  readonly files: ReadonlyMap<string, Taken>
}

export function isOtherShell(name: string): name is OtherShell {
  return Object.hasOwn(filesOf, name)
}

/** What can be taken over from a shell, or from the one that somebody has; undefined where there is nothing. */
export function findOther(shell: Shell, wanted?: OtherShell): Found | undefined {
  const isZsh = /(?:^|\/)zsh$/.test(shell.variables.get('SHELL') ?? '')
  const order: readonly OtherShell[] =
    wanted === undefined ? (isZsh ? ['zsh', 'bash'] : ['bash', 'zsh']) : [wanted]
  return order.map(name => readOther(shell, name)).find(found => found.files.size > 0)
}

function readOther(shell: Shell, name: OtherShell): Found {
  const home = shell.variables.get('HOME') ?? '/'
  const files = new Map<string, Taken>()
  for (const file of filesOf[name]) {
    const text = textOf(join(home, file))
    const taken = text === undefined ? undefined : takeOver(text)
    if (taken !== undefined && taken.lines.length > 0) files.set(`~/${file}`, taken)
  }
  return { shell: name, files }
}

function textOf(path: string): string | undefined {
  try {
    return decodeBytes(readFileSync(path))
  } catch {
    return undefined
  }
}

/** In words: `12 aliases, 3 exports and PATH`. */
export function countsOf({ files }: Found): string {
  const all = [...files.values()]
  const aliases = all.reduce((sum, taken) => sum + taken.aliases, 0)
  const exports = all.reduce((sum, taken) => sum + taken.exports, 0)
  const parts = [
    ...(aliases === 0 ? [] : [`${aliases} alias${aliases === 1 ? '' : 'es'}`]),
    ...(exports === 0 ? [] : [`${exports} export${exports === 1 ? '' : 's'}`]),
    ...(all.some(({ setsPath }) => setsPath) ? ['PATH'] : []),
  ]
  return parts.join(', ').replace(/, ([^,]*)$/, ' and $1')
}

/** The commands that take it over, with where each comes from. */
export function takenText({ files }: Found): string {
  return [...files].map(([file, { lines }]) => `# ${file}\n${lines.join('\n')}\n`).join('\n')
}

/** Writes them into a start-up file of nacre's own and gives its path. Throws where it cannot be written. */
export function writeTaken(shell: Shell, found: Found): string {
  const file = join(configFolder(shell.host.environment()), 'rc.d', `10-from-${found.shell}.sh`)
  const text = `# Taken over by \`config --import ${found.shell}\`; yours to change.\n\n${takenText(found)}`
  makeFolder(dirname(file))
  noteWritten(shell.session, file, text)
  // There may be tokens among the exports.
  writeFileSync(file, encodeBytes(text), { mode: 0o600 })
  return file
}
