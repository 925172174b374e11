import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'
import { completeCommands } from '../sources/commands.ts'
import { hosts } from '../sources/system.ts'

/** Options of ssh that take a value (ssh(1)). */
const takesValue = /^-[BbcDEeFIiJLlmOopPQRSWw]$/

/** ssh: hosts from its configuration and from what it has seen; behind the host, a command. */
export function ssh(request: ArgumentRequest): Promise<readonly Candidate[]> | readonly Candidate[] {
  const { words, word, host, signal } = request
  if (/^-[EFiIS]$/.test(words.at(-1) ?? '')) return completePaths(word, host.shell)
  const args = words
    .slice(1)
    .filter((one, at, all) => !one.startsWith('-') && !takesValue.test(all[at - 1] ?? ''))
  if (args.length > 0) return completeCommands(word, host.shell)
  if (word.value.startsWith('-')) return optionsOf('ssh', host, signal)
  return withUser(word.value, hosts(host.shell))
}

/** scp, rsync, sftp: hosts, with a colon behind, and files of here. */
export function scp(request: ArgumentRequest): Promise<readonly Candidate[]> | readonly Candidate[] {
  const { words, word, host, signal } = request
  if (word.value.startsWith('-')) return optionsOf(words[0], host, signal)
  const remote = withUser(word.value, hosts(host.shell)).map(one => ({
    ...one,
    value: `${one.value}:`,
    suffix: '',
  }))
  return [...completePaths(word, host.shell), ...(word.value.includes('/') ? [] : remote)]
}

function withUser(typed: string, found: readonly Candidate[]): Candidate[] {
  const user = /^[^@]*@/.exec(typed)?.[0] ?? ''
  return found.map(one => ({ ...one, value: user + one.value }))
}
