import { IndexedArray } from '../expand/index.ts'
import type { Environment } from './environment.ts'
import { importFunction } from './exported-functions.ts'
import { defaultPath } from './path-search.ts'

/** The version whose language we speak, for scripts that ask. */
export const bashVersion = '5.2.15(1)-release'

/** Variables a shell begins with: the environment's, and those bash sets itself (bash manual, Bash Variables). */
export function initialVariables(shell: Environment, environment: ReadonlyMap<string, string>): void {
  const passed: string[] = []
  for (const [name, value] of environment) {
    const fn = /^BASH_FUNC_(.*)%%$/s.exec(name)
    if (name === '_') shell.lastArgument = value
    else if (fn?.[1] !== undefined) importFunction(shell, fn[1], value)
    else if (/^[A-Za-z_]\w*$/.test(name)) importVariable(shell, name, value)
    else passed.push(`${name}=${value}`)
  }
  shell.variables.passThrough(passed)
  setDefaults(shell)
  setDirectories(shell)
}

function importVariable(shell: Environment, name: string, value: string): void {
  if (shell.variables.findRaw(name)?.readonly || unimported.has(name)) return
  shell.variables.declare(name, { value, exported: true }, 'global')
}

/** bash takes no value for these from the environment. */
const unimported = new Set([
  'IFS',
  'PIPESTATUS',
  'FUNCNAME',
  'BASH_LINENO',
  'BASH_SOURCE',
  'DIRSTACK',
  'GROUPS',
  'BASHPID',
])

function setDefaults(shell: Environment): void {
  const { host, variables } = shell
  const level = Number.parseInt(variables.get('SHLVL') ?? '0', 10) || 0
  variables.declare('SHLVL', { value: String(Math.max(0, level) + 1), exported: true }, 'global')
  const machine = machineName()
  const defaults: Record<string, string> = {
    IFS: ' \t\n',
    OPTIND: '1',
    OPTERR: '1',
    PS4: '+ ',
    HOSTNAME: host.hostName,
    HOSTTYPE: machine,
    OSTYPE: 'linux-gnu',
    MACHTYPE: `${machine}-pc-linux-gnu`,
    BASH: shell.name.startsWith('/') ? shell.name : '/bin/bash',
    BASH_VERSION: bashVersion,
    COMP_WORDBREAKS: ' \t\n"\'><=;|&(:',
    PATH: defaultPath,
    TERM: 'dumb',
  }
  for (const [name, value] of Object.entries(defaults))
    if (always.has(name) || variables.get(name) === undefined) variables.set(name, value)
  variables.declare('OPTIND', { integer: true }, 'global')
  const login = variables.get('SHELL') === undefined ? host.loginShell?.() : undefined
  if (login !== undefined) variables.set('SHELL', login)
  setReadonly(shell)
}

const always = new Set(['IFS', 'OPTIND', 'BASH_VERSION'])

function machineName(): string {
  return process.arch === 'x64' ? 'x86_64' : process.arch === 'arm64' ? 'aarch64' : process.arch
}

function setReadonly(shell: Environment): void {
  const { host, variables } = shell
  const version = ['5', '2', '15', '1', 'release', variables.get('MACHTYPE') ?? '']
  variables.declare('BASH_VERSINFO', { value: IndexedArray.from(version), readonly: true }, 'global')
  variables.declare('UID', { value: String(host.ids.uid), readonly: true, integer: true }, 'global')
  variables.declare('EUID', { value: String(host.ids.euid), readonly: true, integer: true }, 'global')
  variables.declare('PPID', { value: String(host.parentPid), readonly: true, integer: true }, 'global')
}

/** POSIX 2.5.3: PWD from the environment is kept if it is an absolute name of the current directory. */
function setDirectories(shell: Environment): void {
  const { host, variables } = shell
  const given = variables.get('PWD')
  const physical = host.cwd()
  const logical = given !== undefined && isSame(shell, given, physical) ? given : physical
  if (logical !== physical) shell.startAt(logical)
  variables.declare('PWD', { value: logical, exported: true }, 'global')
  if (variables.get('OLDPWD') === undefined) variables.declare('OLDPWD', { exported: true }, 'global')
}

function isSame(shell: Environment, path: string, other: string): boolean {
  if (!path.startsWith('/') || /\/\.\.?(\/|$)/.test(path)) return false
  const [a, b] = [shell.host.stat(path, true), shell.host.stat(other, true)]
  return a !== undefined && b !== undefined && a.device === b.device && a.inode === b.inode
}
