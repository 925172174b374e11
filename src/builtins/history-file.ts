import { SystemError } from '../os/index.ts'
import { chain, decodeBytes, encodeBytes, type MaybePromise } from '../value/index.ts'
import type { Shell } from '../lang/eval/index.ts'

/** The lines of a history file; time stamps (`#1700000000`) are no lines. Throws SystemError. */
export function readHistoryFile(path: string, shell: Shell): MaybePromise<string[]> {
  return chain(shell.readFile(path), bytes => {
    const lines = decodeBytes(bytes).split('\n')
    if (lines.at(-1) === '') lines.pop()
    return lines.filter(line => !/^#\d+$/.test(line))
  })
}

/** Writes lines to a history file, which only its owner may read. Throws SystemError. */
export function writeHistoryFile(
  path: string,
  lines: readonly string[],
  mode: 'write' | 'append',
  shell: Shell,
): MaybePromise<void> {
  const descriptor = shell.host.open(path, mode, 0o077, shell.cwd)
  const written = descriptor.write(encodeBytes(lines.map(line => `${line}\n`).join('')))
  return chain(written, () => descriptor.close())
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
