import { decodeBytes } from '../../../value/index.ts'
import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { CompletionHost } from '../host.ts'

/** The lines of a file, none where it cannot be read. */
export function linesOf(path: string, shell: Shell): string[] {
  try {
    return decodeBytes(shell.host.readFile(path)).split('\n')
  } catch {
    return []
  }
}

/** Users, or groups, by the system's lists. */
export function accounts(kind: 'passwd' | 'group', shell: Shell): Candidate[] {
  return linesOf(`/etc/${kind}`, shell).flatMap(line => {
    const [value = '', , , , description = ''] = line.split(':')
    if (value === '' || value.startsWith('#')) return []
    return [
      { value, kind: 'value' as const, description: kind === 'passwd' ? description.split(',')[0] : '' },
    ]
  })
}

/** Hosts that ssh knows, and those of /etc/hosts. */
export function hosts(shell: Shell): Candidate[] {
  const home = shell.variables.get('HOME') ?? ''
  const found = new Map<string, Candidate>()
  const add = (value: string, description: string) => {
    if (!/^[\w.:-]+$/.test(value) || found.has(value)) return
    found.set(value, { value, kind: 'value', description })
  }
  for (const file of [`${home}/.ssh/config`, '/etc/ssh/ssh_config'])
    for (const name of configHosts(file, home, shell, 0)) add(name, 'ssh configuration')
  for (const line of linesOf(`${home}/.ssh/known_hosts`, shell))
    for (const name of (line.split(' ')[0] ?? '').split(','))
      if (!name.startsWith('|') && !name.startsWith('#'))
        add(name.replace(/^\[(.*)\]:\d+$/, '$1'), 'known host')
  for (const line of linesOf('/etc/hosts', shell))
    for (const name of line.replace(/#.*/, '').trim().split(/\s+/).slice(1)) add(name, '/etc/hosts')
  return [...found.values()]
}

/** `Host` patterns without wildcards, those of `Include`d files too. */
function configHosts(file: string, home: string, shell: Shell, depth: number): string[] {
  return linesOf(file, shell).flatMap(line => {
    const [, key = '', value = ''] = /^\s*(\w+)[\s=]+(.*)$/.exec(line) ?? []
    if (/^host$/i.test(key)) return value.split(/\s+/).filter(name => !/[*?!]/.test(name))
    if (!/^include$/i.test(key) || depth > 3 || /[*?]/.test(value)) return []
    const path = value.replace(/^~/, home)
    return configHosts(path.startsWith('/') ? path : `${home}/.ssh/${path}`, home, shell, depth + 1)
  })
}

/** Signals by name, as `kill -NAME` takes them. */
export function signals({ host }: Shell, prefix: string): Candidate[] {
  return Array.from(host.signals, ([number, name]) => ({
    value: prefix + name,
    kind: 'value',
    description: `signal ${number}`,
  }))
}

/** Jobs as `%n`. */
export function jobs({ jobs: table }: Shell): Candidate[] {
  return table.list().map(job => ({
    value: `%${job.id}`,
    kind: 'value',
    description: `${job.state}: ${job.command}`,
    verbatim: true,
  }))
}

/** Processes by pid or by name. */
export async function processes(
  by: 'pid' | 'name',
  host: CompletionHost,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const listed = await host.output(['ps', '-A', '-o', 'pid=,user=,comm=,args='], signal)
  const found = new Map<string, Candidate>()
  for (const line of listed.split('\n')) {
    const [, pid, user, name, args] = /^\s*(\d+)\s+(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    if (pid === undefined || name === undefined || name === 'ps' || args?.startsWith('[') === true) continue
    const value = by === 'pid' ? pid : name
    if (!found.has(value)) found.set(value, { value, kind: 'value', description: `${user} ${args}` })
  }
  return [...found.values()]
}
