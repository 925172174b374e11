import type { Environment } from './environment.ts'

/** The file a command name means, by PATH and the hash table; undefined where there is none (POSIX 2.9.1.4). */
export function findProgram(shell: Environment, name: string, path?: string): string | undefined {
  if (name.includes('/')) return name
  if (path !== undefined) return searchPath(shell, name, path)
  const known = shell.hashed.get(name)
  if (known !== undefined && (!shell.options.get('checkhash') || isExecutable(shell, known.path))) {
    known.hits++
    return known.path
  }
  const found = searchPath(shell, name, shell.variables.get('PATH') ?? defaultPath)
  if (found !== undefined && shell.options.get('hashall')) shell.hashed.set(name, { path: found, hits: 1 })
  return found
}

/** What bash searches where PATH is unset. */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** The first executable file of this name, else the first that is there at all, so that 126 can be told from 127. */
function searchPath(shell: Environment, name: string, path: string): string | undefined {
  if (name === '') return undefined
  let present: string | undefined
  for (const directory of path.split(':')) {
    const file = directory === '' ? `./${name}` : `${directory}/${name}`
    const status = shell.host.stat(shell.resolvePath(file), true)
    if (status?.type !== 'file') continue
    if (shell.host.access(shell.resolvePath(file), 'x')) return file
    present ??= file
  }
  return present
}

/** All executables of this name, in the order of PATH: `type -a`. */
export function allPrograms(shell: Environment, name: string): string[] {
  if (name.includes('/')) return isExecutable(shell, name) ? [name] : []
  const path = shell.variables.get('PATH') ?? defaultPath
  const files = path.split(':').map(directory => (directory === '' ? `./${name}` : `${directory}/${name}`))
  return files.filter(file => isExecutable(shell, file))
}

export function isExecutable(shell: Environment, file: string): boolean {
  const path = shell.resolvePath(file)
  return shell.host.stat(path, true)?.type === 'file' && shell.host.access(path, 'x')
}
