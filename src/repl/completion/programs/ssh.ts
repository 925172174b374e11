import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest } from '../host.ts'
import { documentedSettings } from '../sources/manual.ts'
import { optionsOf, plain } from '../sources/options.ts'
import { fromOptionValue } from '../sources/option-values.ts'
import { remembered } from '../sources/remembered.ts'
import { completePaths } from '../sources/paths.ts'
import { completeCommands } from '../sources/commands.ts'
import { accounts, hosts } from '../sources/system.ts'

/** Options of ssh that take a value (ssh(1)). */
const takesValue = /^-[BbcDEeFIiJLlmOopPQRSWw]$/

/** ssh: hosts from its configuration and from what it has seen; behind the host, a command. */
export async function ssh(request: ArgumentRequest): Promise<readonly Candidate[]> {
  const { words, word, host, signal } = request
  const value = await optionValue(request)
  if (value !== undefined) return value
  const args = words
    .slice(1)
    .filter((one, at, all) => !one.startsWith('-') && !takesValue.test(all[at - 1] ?? ''))
  if (args.length > 0) return completeCommands(word, host.shell)
  if (word.value.startsWith('-')) return await optionsOf('ssh', host, signal)
  return withUser(word.value, hosts(host.shell))
}

/** What the options of ssh, scp and sftp take. */
async function optionValue({
  words,
  word,
  host,
  signal,
}: ArgumentRequest): Promise<readonly Candidate[] | undefined> {
  const option = words.length > 1 ? (words.at(-1) ?? '') : ''
  const { shell } = host
  const query = async (what: string) =>
    named((await host.output(['ssh', '-Q', what], signal)).split('\n').filter(Boolean), 'value')
  switch (option) {
    case '-o':
      return await settings(word.value, host, signal)
    case '-c':
      return await query('cipher')
    case '-m':
      return await query('mac')
    case '-Q':
      return await query('help')
    case '-O':
      return named(['cancel', 'check', 'exit', 'forward', 'proxy', 'stop'], 'value')
    case '-l':
      return accounts('passwd', shell)
    case '-J':
      return withUser(word.value, hosts(shell))
    case '-E':
    case '-F':
    case '-I':
    case '-i':
    case '-S':
      return completePaths(word, shell)
    default:
      return takesValue.test(option) ? [] : undefined
  }
}

/** The keywords of ssh_config(5), as its manual page has them; behind one, the words its text names. */
async function settings(
  typed: string,
  host: ArgumentRequest['host'],
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const read = async () => {
    const page = plain(await host.output(['man', '--nh', '--nj', '-P', 'cat', '--', 'ssh_config'], signal))
    return signal.aborted ? undefined : documentedSettings(page)
  }
  const found = (await remembered('settings', 'ssh', host, read)) ?? []
  const key = /^(\w+)=/.exec(typed)?.[1]?.toLowerCase()
  if (key === undefined)
    return found.map(({ name, description }) => ({
      value: `${name}=`,
      kind: 'option',
      suffix: '',
      description,
    }))
  const setting = found.find(one => one.name.toLowerCase() === key)
  return named(setting?.values.map(value => typed.slice(0, key.length + 1) + value) ?? [], 'value')
}

/** scp, rsync, sftp: hosts, with a colon behind, and files of here. */
export async function scp(request: ArgumentRequest): Promise<readonly Candidate[]> {
  const { words, word, host, signal } = request
  if (word.value.startsWith('-')) return optionsOf(words[0], host, signal)
  const value = words[0] === 'rsync' ? await fromOptionValue(request) : await optionValue(request)
  if (value !== undefined) return value
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
