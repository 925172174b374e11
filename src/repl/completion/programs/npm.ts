import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest, type CompletionHost } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'
import { linesOf } from '../sources/system.ts'
import { subcommandsOf } from '../sources/subcommands.ts'
import { packagesIn } from '../sources/packages.ts'
import {
  npmCommand,
  npmCommands,
  npmFolder,
  npmOptions,
  npmSettings,
  npmTopics,
  npmVerbs,
} from './npm-manual.ts'

interface PackageJson {
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly workspaces?: readonly string[]
}

/** npm, and those that took over its commands: subcommands, the scripts of package.json, what is installed. */
export async function npm(request: ArgumentRequest): Promise<readonly Candidate[]> {
  const { words, word, host, signal } = request
  const [program, ...rest] = words
  const typed = rest.find(one => !one.startsWith('-'))
  const isNpm = program === 'npm'
  const command = typed === undefined || !isNpm ? typed : await npmCommand(typed, host)
  if (word.value.startsWith('-') && !rest.includes('--'))
    return isNpm ? npmOptions(command, host.shell) : await optionsOf(program, host, signal)
  if (command !== undefined) return await argumentsOf(command, rest, request)
  if (isNpm) return await firstWords(word.value, host)
  return [...scripts(nearestPackage(request)), ...(await subcommandsOf(program, host, signal))]
}

/** Commands; their other names (`i`, `rm`) only where no command begins so. */
async function firstWords(typed: string, host: CompletionHost): Promise<Candidate[]> {
  const commands = await npmCommands(host, false)
  return commands.some(one => one.value.startsWith(typed)) ? commands : await npmCommands(host, true)
}

async function argumentsOf(
  command: string,
  rest: readonly string[],
  request: ArgumentRequest,
): Promise<Candidate[]> {
  const { word, host } = request
  const { shell } = host
  const found = nearestPackage(request)
  const before = rest.filter(one => !one.startsWith('-')).slice(1)
  const isGlobal = rest.some(one => /^(?:-g|--global)$/.test(one))
  if (/^(?:run|run-script|rum|urn)$/.test(command))
    return before.length === 0 ? scripts(found) : completePaths(word, shell)
  if (command === 'help') return [...(await npmCommands(host, false)), ...npmTopics(shell)]
  if (/^(?:exec|x|dlx)$/.test(command))
    return before.length === 0 ? binaries(request) : completePaths(word, shell)
  if (takesInstalled.test(command)) return isGlobal ? installedGlobally(shell) : installed(found)
  if (/^(?:i|install|add|link)$/.test(command)) return [...installed(found), ...completePaths(word, shell)]
  if (/^(?:get|set)$/.test(command) || (command === 'config' && /^(?:get|set|delete)$/.test(before[0] ?? '')))
    return npmSettings(shell)
  const verbs = before.length === 0 ? npmVerbs(command, shell) : []
  return verbs.length > 0 ? verbs : completePaths(word, shell)
}

const takesInstalled =
  /^(?:uninstall|un|rm|remove|r|update|up|upgrade|outdated|ls|list|ll|explain|why|rebuild|fund|edit|explore|dedupe|prune|query)$/

/** Packages beside npm itself. */
function installedGlobally(shell: Shell): Candidate[] {
  const folder = npmFolder(shell)
  return folder === undefined
    ? []
    : named(packagesIn(folder.replace(/\/[^/]*$/, ''), shell), 'module', 'global')
}

/** npx: the programs of `node_modules/.bin`. */
export function npx(request: ArgumentRequest): readonly Candidate[] {
  const isFirst = !request.words.slice(1).some(word => !word.startsWith('-'))
  return isFirst ? binaries(request) : completePaths(request.word, request.host.shell)
}

/** `node --run SCRIPT`, and the scripts to run. */
export function node(request: ArgumentRequest): Promise<readonly Candidate[]> | readonly Candidate[] {
  const { words, word, host, signal } = request
  if (words.at(-1) === '--run') return scripts(nearestPackage(request))
  if (word.value.startsWith('-')) return optionsOf('node', host, signal)
  const isScript = (name: string) => /\.(?:[cm]?[jt]s|tsx|jsx|json|node)$/.test(name)
  const found = completePaths(word, host.shell, { accepts: isScript })
  return found.length > 0 ? found : completePaths(word, host.shell)
}

function nearestPackage({ host: { shell } }: ArgumentRequest): PackageJson {
  for (let directory = shell.cwd; ;) {
    try {
      const text = linesOf(`${directory}/package.json`, shell).join('\n')
      if (text !== '') return JSON.parse(text) as PackageJson
    } catch {
      return {}
    }
    const parent = directory.replace(/\/[^/]*$/, '')
    if (parent === directory) return {}
    directory = parent
  }
}

function scripts({ scripts: all = {} }: PackageJson): Candidate[] {
  return Object.entries(all).map(([value, description]) => ({ value, kind: 'value', description }))
}

function installed({ dependencies, devDependencies, optionalDependencies }: PackageJson): Candidate[] {
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies }
  return Object.entries(all).map(([value, description]) => ({ value, kind: 'module', description }))
}

function binaries({ host: { shell } }: ArgumentRequest): Candidate[] {
  for (let directory = shell.cwd; ;) {
    const found = shell.host.readDirectory(`${directory}/node_modules/.bin`)
    if (found !== undefined)
      return named(
        found
          .map(({ name }) => name)
          .filter(name => !/\.(?:cmd|ps1)$/.test(name))
          .toSorted(),
        'command',
      )
    const parent = directory.replace(/\/[^/]*$/, '')
    if (parent === directory) return []
    directory = parent
  }
}
