import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { fromOptionValue } from '../sources/option-values.ts'
import { subcommandsOf } from '../sources/subcommands.ts'
import { signals } from '../sources/system.ts'

/** systemctl: its commands as its help lists them, units by the command's need. */
export async function systemctl(request: ArgumentRequest): Promise<readonly Candidate[] | undefined> {
  const { words, word, host, signal } = request
  const args = words.slice(1)
  const ask = (...rest: string[]) =>
    host.output(['systemctl', ...(args.includes('--user') ? ['--user'] : []), ...rest], signal)
  const value = await optionValue(request, ask)
  if (value !== undefined) return value
  if (word.value.startsWith('-')) return await optionsOf('systemctl', host, signal)
  const command = args.find((one, at) => !one.startsWith('-') && !takesValue.test(args[at - 1] ?? ''))
  if (command === undefined) return await subcommandsOf('systemctl', host, signal)
  if (withoutUnits.test(command)) return []
  const [files, running] = await Promise.all([
    ask('list-unit-files', '--no-legend', '--no-pager', '--plain'),
    ask('list-units', '--all', '--no-legend', '--no-pager', '--plain', '--full'),
  ])
  const all = units(files, running)
  return /^(?:isolate|set-default)$/.test(command) ? all.filter(one => one.value.endsWith('.target')) : all
}

const withoutUnits =
  /^(?:list-\w+|daemon-\w+|show-environment|get-default|is-system-running|default|rescue|emergency|halt|poweroff|reboot|kexec|suspend|hibernate|hybrid-sleep|exit)$/
const takesValue =
  /^(?:-[tpPsnoHM]|--(?:type|state|property|signal|lines|output|host|machine|root|job-mode|kill-whom|what))$/

/** What systemctl itself lists for `--type=help` and its like; what the manual names for the others. */
async function optionValue(
  request: ArgumentRequest,
  ask: (...rest: string[]) => Promise<string>,
): Promise<readonly Candidate[] | undefined> {
  const { words, word, host } = request
  const joined = /^--[\w-]+=/.exec(word.value)?.[0]
  const before = joined?.slice(0, -1) ?? words.at(-1) ?? ''
  const name = shortNames[before] ?? before
  const prefix = joined ?? ''
  if (/^--(?:type|state|output)$/.test(name)) {
    const listed = (await ask(`${name}=help`, '--no-legend', '--no-pager')).split('\n')
    return listed
      .filter(line => /^[\w-]+$/.test(line))
      .map(value => ({ value: prefix + value, kind: 'value' as const }))
  }
  if (name === '--signal') return signals(host.shell, `${prefix}SIG`)
  if (name === '--property') return await properties(prefix, ask)
  return await fromOptionValue(request)
}

const shortNames: Readonly<Record<string, string>> = {
  '-t': '--type',
  '-s': '--signal',
  '-o': '--output',
  '-p': '--property',
  '-P': '--property',
}

async function properties(prefix: string, ask: (...rest: string[]) => Promise<string>): Promise<Candidate[]> {
  const found = (await ask('show', '--no-pager')).matchAll(/^(\w+)=(.*)$/gm)
  return Array.from(found, ([, name = '', description]) => ({
    value: prefix + name,
    kind: 'value',
    description,
  }))
}

function units(files: string, running: string): Candidate[] {
  const found = new Map<string, Candidate>()
  const add = (value: string, description: string) => found.set(value, { value, kind: 'value', description })
  for (const [, name = '', state = ''] of files.matchAll(/^(\S+)\s+(\S+)/gm)) add(name, state)
  for (const [, name = '', text = ''] of running.matchAll(/^(\S+)\s+\S+\s+\S+\s+\S+\s+(.*)$/gm))
    add(name, text)
  return [...found.values()].toSorted((a, b) => (a.value < b.value ? -1 : 1))
}
