import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest, type ArgumentSource, type CompletionHost, type Found } from '../host.ts'
import { aliases, builtinCommands, completeCommands, functions } from '../sources/commands.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths, type PathOptions } from '../sources/paths.ts'
import { accounts, hosts, jobs, processes, signals } from '../sources/system.ts'
import { variables } from '../sources/variables.ts'
import { git } from './git.ts'
import { make } from './make.ts'
import { manualPages } from './man.ts'
import { node, npm, npx } from './npm.ts'
import { scp, ssh } from './ssh.ts'
import { systemctl } from './systemctl.ts'
import { tar } from './tar.ts'

/** What the arguments of well-known commands are. A word that begins with `-` is an option unless the source says else. */
export const programs: ReadonlyMap<string, ArgumentSource> = new Map<string, ArgumentSource>([
  ['git', git],
  ['npm', npm],
  ['pnpm', npm],
  ['yarn', npm],
  ['bun', npm],
  ['npx', npx],
  ['node', node],
  ['make', make],
  ['gmake', make],
  ['ssh', ssh],
  ['mosh', ssh],
  ['scp', scp],
  ['rsync', scp],
  ['sftp', scp],
  ['systemctl', systemctl],
  ['tar', tar],
  ['kill', kill],
  ...table(['cd', 'pushd'], request => [...directories(request), ...fromCdPath(request)]),
  ...table(['rmdir', 'mkdir', 'popd'], directories),
  ...table(['pkill', 'killall', 'pgrep', 'pidof'], orOptions(processNames)),
  ...table(
    ['fg', 'bg', 'disown', 'wait', 'jobs', 'stop', 'await', 'output'],
    orOptions(({ host }) => jobs(host.shell)),
  ),
  ...table(
    ['export', 'unset', 'declare', 'typeset', 'local', 'readonly', 'read', 'printenv'],
    orOptions(({ host }) => variables(host.shell)),
  ),
  ...table(
    ['alias', 'unalias'],
    orOptions(({ host }) => aliases(host.shell)),
  ),
  ...table(
    ['type', 'which', 'command', 'hash', 'whereis', 'exec', 'nohup', 'builtin', 'enable'],
    orOptions(({ host, word }) => completeCommands(word, host.shell)),
  ),
  ...table(['help'], ({ host }) => builtinCommands(host.shell)),
  ...table(['man', 'apropos', 'whatis', 'info'], orOptions(manualPages)),
  ...table(
    ['trap'],
    orOptions(({ host }) => [
      ...named(['EXIT', 'ERR', 'DEBUG', 'RETURN'], 'value'),
      ...signals(host.shell, ''),
    ]),
  ),
  ...table(['shopt', 'set'], ({ host, words }) => shellOptions(words[0], host)),
  ...table(
    ['ping', 'host', 'dig', 'nslookup', 'telnet', 'nc', 'traceroute', 'curl', 'wget'],
    orOptions(hostsOrPaths),
  ),
  ...table(
    ['su', 'passwd', 'id', 'groups', 'finger', 'w'],
    orOptions(({ host }) => accounts('passwd', host.shell)),
  ),
  ...table(
    ['chgrp'],
    orOptions(({ host, words, word }) =>
      words.length === 1 ? accounts('group', host.shell) : completePaths(word, host.shell),
    ),
  ),
  ...table(['chown'], orOptions(chown)),
  ...table(
    ['unset'],
    orOptions(({ host }) => [...variables(host.shell), ...functions(host.shell)]),
  ),
])

/** Their source knows their options as well: signals are such. */
export const knownWithOptions: ReadonlySet<string> = new Set(['kill'])

function table(names: readonly string[], source: ArgumentSource): [string, ArgumentSource][] {
  return names.map(name => [name, source])
}

function orOptions(source: ArgumentSource): ArgumentSource {
  return request =>
    request.word.value.startsWith('-') && !request.words.includes('--')
      ? optionsOf(request.words[0], request.host, request.signal)
      : source(request)
}

function directories({ word, host }: ArgumentRequest, options: PathOptions = {}): Candidate[] {
  return completePaths(word, host.shell, { ...options, directoriesOnly: true })
}

/** Directories below those of CDPATH, for paths that do not say where they begin. */
function fromCdPath(request: ArgumentRequest): Candidate[] {
  const { word, host } = request
  if (/^(?:\.{0,2}\/|~)/.test(word.value)) return []
  const places = (host.shell.variables.get('CDPATH') ?? '')
    .split(':')
    .filter(base => base !== '' && base !== '.')
  return places.flatMap(base =>
    directories(request, { base }).map(one => ({ ...one, description: `in ${base}` })),
  )
}

function kill({ word, host, signal }: ArgumentRequest): Found {
  if (word.value.startsWith('-')) return [...signals(host.shell, '-'), ...named(['-l', '-s', '-n'], 'option')]
  const ofJobs = jobs(host.shell)
  return word.value.startsWith('%')
    ? ofJobs
    : processes('pid', host, signal).then(found => [...ofJobs, ...found])
}

function processNames({ host, signal }: ArgumentRequest): Found {
  return processes('name', host, signal)
}

function shellOptions(command: string, { shell }: CompletionHost): Candidate[] {
  const list = shell.options.list(command === 'set' ? 'set' : 'shopt')
  return list.map(([value, isOn]) => ({ value, kind: 'value', description: isOn ? 'on' : 'off' }))
}

function hostsOrPaths({ word, host }: ArgumentRequest): Candidate[] {
  return word.value.includes('/') ? completePaths(word, host.shell) : hosts(host.shell)
}

/** `user:group file…`. */
function chown({ words, word, host }: ArgumentRequest): Candidate[] {
  if (words.slice(1).some(one => !one.startsWith('-'))) return completePaths(word, host.shell)
  const user = /^[^:]*:/.exec(word.value)?.[0]
  if (user === undefined) return accounts('passwd', host.shell)
  return accounts('group', host.shell).map(one => ({ ...one, value: user + one.value }))
}
