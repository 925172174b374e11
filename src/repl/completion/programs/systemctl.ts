import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'

/** systemctl: its commands as its help lists them, units by the command's need. */
export async function systemctl(request: ArgumentRequest): Promise<readonly Candidate[]> {
  const { words, word, host, signal } = request
  if (word.value.startsWith('-')) return await optionsOf('systemctl', host, signal)
  const args = words.slice(1)
  const scope = args.includes('--user') ? ['--user'] : []
  const command = args.find(one => !one.startsWith('-'))
  const ask = (...rest: string[]) => host.output(['systemctl', ...scope, ...rest], signal)
  if (command === undefined) return commandsIn(await ask('--help'))
  if (
    /^(?:list-\w+|daemon-\w+|show-environment|default|rescue|emergency|halt|poweroff|reboot|kexec|suspend|hibernate)$/.test(
      command,
    )
  )
    return []
  const [files, running] = await Promise.all([
    ask('list-unit-files', '--no-legend', '--no-pager', '--plain'),
    ask('list-units', '--all', '--no-legend', '--no-pager', '--plain', '--full'),
  ])
  return units(files, running)
}

function commandsIn(help: string): Candidate[] {
  const list = help.replace(/^(?:Options|\S*Options):[^]*$/m, '')
  return Array.from(
    list.matchAll(/^ {2}([a-z][a-z-]+)(?: [^\n]*?)?(?: {2,}|\n {4,})([A-Z(][^\n]*)/gm),
    ([, value = '', description]) => ({
      value,
      kind: 'command',
      description,
    }),
  )
}

function units(files: string, running: string): Candidate[] {
  const found = new Map<string, Candidate>()
  const add = (value: string, description: string) => found.set(value, { value, kind: 'value', description })
  for (const [, name = '', state = ''] of files.matchAll(/^(\S+)\s+(\S+)/gm)) add(name, state)
  for (const [, name = '', text = ''] of running.matchAll(/^(\S+)\s+\S+\s+\S+\s+\S+\s+(.*)$/gm))
    add(name, text)
  return [...found.values()].toSorted((a, b) => (a.value < b.value ? -1 : 1))
}
