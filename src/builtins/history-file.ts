import { SystemError } from '../os/index.ts'
import { chain, decodeBytes, encodeBytes, type MaybePromise } from '../value/index.ts'
import type { Shell } from '../lang/eval/index.ts'

/** An entry of a history file; its time, in milliseconds since 1970, is a comment before it (`#1700000000`). */
export interface FileEntry {
  readonly text: string
  readonly time?: number | undefined
}

/** The entries of a history file; where there are times, an entry may be several lines. Throws SystemError. */
export function readHistoryFile(path: string, shell: Shell): MaybePromise<FileEntry[]> {
  return chain(shell.readFile(path), bytes => {
    const lines = decodeBytes(bytes).split('\n')
    if (lines.at(-1) === '') lines.pop()
    return entriesOf(lines)
  })
}

function entriesOf(lines: readonly string[]): FileEntry[] {
  const entries: FileEntry[] = []
  let time: number | undefined
  let isFirst = true
  for (const line of lines) {
    const stamp = /^#(\d+)$/.exec(line)?.[1]
    if (stamp !== undefined) time = Number(stamp) * 1000
    else if (isFirst || time === undefined) entries.push({ text: line, time })
    else entries.push({ text: `${entries.pop()?.text}\n${line}`, time })
    isFirst = stamp !== undefined
  }
  return entries
}

/** Writes entries to a history file, which only its owner may read. Throws SystemError. */
export function writeHistoryFile(
  path: string,
  entries: readonly FileEntry[],
  mode: 'write' | 'append',
  shell: Shell,
): MaybePromise<void> {
  const descriptor = shell.host.open(path, mode, 0o077, shell.cwd)
  const text = entries
    .map(entry => `${entry.time === undefined ? '' : `#${Math.floor(entry.time / 1000)}\n`}${entry.text}\n`)
    .join('')
  return chain(descriptor.write(encodeBytes(text)), () => descriptor.close())
}

/** Leaves the newest lines of a history file, no more than HISTFILESIZE says (bash manual, Bash Variables). Throws SystemError. */
export function boundHistoryFile(path: string, shell: Shell): MaybePromise<void> {
  const size = shell.variables.get('HISTFILESIZE') ?? ''
  if (!/^\d+$/.test(size)) return
  return chain(readHistoryFile(path, shell), entries => {
    const excess = entries.length - Number(size)
    return excess > 0 ? writeHistoryFile(path, entries.slice(excess), 'write', shell) : undefined
  })
}

/** Does what may fail with a SystemError; gives the message of the failure. */
export async function attemptFile(action: () => MaybePromise<void>): Promise<string | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    if (error instanceof SystemError) return error.message
    throw error
  }
}
