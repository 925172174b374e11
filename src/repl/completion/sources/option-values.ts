import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest } from '../host.ts'
import type { DocumentedOption } from './manual.ts'
import { documentedOptionsOf } from './options.ts'
import { completePaths } from './paths.ts'
import { accounts, hosts, signals } from './system.ts'

/**
 * What an option takes, by what its manual page calls it (`DIR`, `FILE`, `{a|b}`, `one of "a", "b"`). Undefined where no
 * option that takes a value stands before the cursor, or where its name says nothing.
 */
export async function fromOptionValue(request: ArgumentRequest): Promise<readonly Candidate[] | undefined> {
  const { words, word, host, signal } = request
  const joined = /^(--?[\w-]+)=/.exec(word.value)
  const name = joined?.[1] ?? words.at(-1) ?? ''
  if (!name.startsWith('-') || (joined === null && words.length < 2)) return undefined
  const options = await documentedOptionsOf(words[0], host, signal)
  const option = options.find(one => one.names.includes(name) && one.argument !== undefined)
  if (option?.argument === undefined || (joined === null && option.argument.startsWith('['))) return undefined
  return optionValues(option, joined?.[0].length ?? 0, request)
}

/** What one option takes, behind the first `from` characters of the word. */
export function optionValues(
  { argument = '', values }: DocumentedOption,
  from: number,
  { word, host }: ArgumentRequest,
): readonly Candidate[] | undefined {
  const prefix = word.value.slice(0, from)
  const behind = (found: readonly Candidate[]) => found.map(one => ({ ...one, value: prefix + one.value }))
  if (values !== undefined) return behind(named(values, 'value'))
  const choices = /^\W*?([a-z\d][\w-]*(?:[|,][a-z\d][\w-]*)+)/.exec(argument)?.[1]
  if (choices !== undefined) return behind(named(choices.split(/[|,]/), 'value'))
  const called = argument.replace(/[^\w-]+/g, ' ').trim()
  const kind = kinds.find(([pattern]) => pattern.test(called))?.[1]
  switch (kind) {
    case 'directory':
      return completePaths(word, host.shell, { from, directoriesOnly: true })
    case 'file':
      return completePaths(word, host.shell, { from })
    case 'user':
      return behind(accounts('passwd', host.shell))
    case 'group':
      return behind(accounts('group', host.shell))
    case 'host':
      return behind(hosts(host.shell))
    case 'signal':
      return behind(signals(host.shell, ''))
    case 'when':
      return behind(named(['always', 'auto', 'never'], 'value'))
    case 'number':
      return []
    case undefined:
      return undefined
  }
}

type Kind = 'directory' | 'file' | 'user' | 'group' | 'host' | 'signal' | 'when' | 'number'

/** How manual pages name what an option takes. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:\w*[-_])?(?:dir|directory|folder)$/i, 'directory'],
  [/^(?:\w*[-_])?(?:file|filename|pathname|path|archive|database|script|config|rfile|image)$/i, 'file'],
  [/^(?:user|username|login|login_name|owner|user_name)$/i, 'user'],
  [/^(?:group|groupname|group_name)$/i, 'group'],
  [/^(?:host|hostname|destination)$/i, 'host'],
  [/^(?:sig|signal|signame)$/i, 'signal'],
  [/^WHEN$/, 'when'],
  [
    /^(?:n|k|num|number|count|size|bytes|lines|cols|columns|width|height|level|depth|port|seconds|secs|sec|timeout|msec|duration|delay|interval|limit|digits|jobs|max-\w+)$/i,
    'number',
  ],
]
