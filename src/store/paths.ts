import { join } from 'node:path'

type Environment = ReadonlyMap<string, string>

/** Where `rc.ts` and `rc.d` are: `~/.config/nacre`, or what XDG_CONFIG_HOME says (XDG Base Directory Specification). */
export function configFolder(environment: Environment): string {
  return folder(environment, 'XDG_CONFIG_HOME', '.config', 'APPDATA')
}

/** Where the history is: `~/.local/state/nacre`, or what XDG_STATE_HOME says. */
export function stateFolder(environment: Environment): string {
  return folder(environment, 'XDG_STATE_HOME', '.local/state', 'LOCALAPPDATA')
}

/** What can be lost: `~/.cache/nacre`, or what XDG_CACHE_HOME says. */
export function cacheFolder(environment: Environment): string {
  return folder(environment, 'XDG_CACHE_HOME', '.cache', 'LOCALAPPDATA')
}

/** The history's database. */
export function historyFile(environment: Environment): string {
  return join(stateFolder(environment), 'history.db')
}

function folder(environment: Environment, variable: string, below: string, windows: string): string {
  const named = environment.get(variable)
  // The specification: a path that is not absolute is to be ignored.
  if (named?.startsWith('/')) return join(named, 'nacre')
  const local = environment.get('OS') === 'Windows_NT' ? environment.get(windows) : undefined
  return local === undefined ? join(environment.get('HOME') ?? '/', below, 'nacre') : join(local, 'nacre')
}
