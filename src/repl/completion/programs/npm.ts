import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'
import { linesOf } from '../sources/system.ts'
import { npmCommands, npmOptions } from './npm-data.ts'

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
  const command = rest.find(one => !one.startsWith('-'))
  if (word.value.startsWith('-'))
    return program === 'npm' ? npmOptions : await optionsOf(program, host, signal)
  const found = nearestPackage(request)
  const isBare = program === 'npm' || program === 'pnpm'
  if (command === undefined) return isBare ? npmCommands : [...scripts(found), ...npmCommands]
  if (/^(?:run|run-script|rum|urn)$/.test(command)) return rest.at(-1) === command ? scripts(found) : []
  if (command === 'help') return npmCommands
  if (/^(?:exec|x|dlx)$/.test(command)) return binaries(request)
  if (
    /^(?:un|uninstall|rm|remove|r|update|up|upgrade|outdated|ls|list|ll|explain|why|rebuild|fund|audit|edit|explore)$/.test(
      command,
    )
  )
    return installed(found)
  if (/^(?:i|in|install|add)$/.test(command)) return [...installed(found), ...completePaths(word, host.shell)]
  return completePaths(word, host.shell)
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
