import type { Environment } from './environment.ts'
import { numberOfLast } from './history-control.ts'

/** The backslash escapes of PS1 and its kin (bash manual, Controlling the Prompt). */
export function decodePrompt(shell: Environment, text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(D\{([^}]*)\}|[0-7]{1,3}|.)/gs, (all, escape: string, format?: string) => {
    if (format !== undefined) return formatTime(shell, format === '' ? '%X' : format)
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8) & 0xff)
    return simple(shell, escape) ?? all
  })
}

function simple(shell: Environment, letter: string): string | undefined {
  switch (letter) {
    case 'a':
      return '\x07'
    case 'e':
      return '\x1b'
    case 'n':
      return '\n'
    case 'r':
      return '\r'
    case '\\':
      return '\\'
    case '[':
    case ']':
      return ''
    case '$':
      return shell.host.ids.euid === 0 ? '#' : '$'
    case 'u':
      return shell.host.userName()
    case 'h':
      return shell.host.hostName.split('.')[0] ?? ''
    case 'H':
      return shell.host.hostName
    case 'w':
      return literal(shell, tildeDirectory(shell))
    case 'W':
      return literal(shell, baseDirectory(shell))
    case 's':
      return shell.name.slice(shell.name.lastIndexOf('/') + 1)
    case 'v':
      return '5.2'
    case 'V':
      return '5.2.15'
    case 'j':
      return String(shell.jobs.list().length)
    case 'l':
      return 'tty'
    case '!':
    case '#':
      return String(Math.max(1, numberOfLast(shell) + (shell.texts > 0 ? 0 : 1)))
    default:
      return timeOf(shell, letter)
  }
}

/** With promptvars the prompt is expanded afterwards: a `$` in a directory's name is not to be. */
function literal(shell: Environment, path: string): string {
  return shell.options.get('promptvars') ? path.replace(/[$`\\]/g, '\\$&') : path
}

const times: Record<string, string> = {
  t: '%H:%M:%S',
  T: '%I:%M:%S',
  '@': '%I:%M %p',
  A: '%H:%M',
  d: '%a %b %d',
}

function timeOf(shell: Environment, letter: string): string | undefined {
  const format = times[letter]
  return format === undefined ? undefined : formatTime(shell, format)
}

/** `printf '%(format)T'` knows the formats; a shell without that builtin shows none. */
function formatTime(shell: Environment, format: string): string {
  const printf = shell.builtins.get('printf')
  if (printf === undefined) return ''
  let text = ''
  const out = {
    write: (more: string) => void (text += more),
    line: (more: string) => void (text += `${more}\n`),
    isTerminal: false,
  }
  void printf.run([`%(${format})T`, '-1'], { in: shell.ports.in, out, err: out }, shell, {
    name: 'printf',
    declarations: [],
  })
  return text
}

function tildeDirectory(shell: Environment): string {
  const { cwd } = shell
  const home = shell.variables.get('HOME')
  if (home === undefined || home === '' || home === '/') return trimmed(shell, cwd)
  if (cwd === home) return '~'
  return trimmed(shell, cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd)
}

/** PROMPT_DIRTRIM: how many trailing directories are kept. */
function trimmed(shell: Environment, path: string): string {
  const keep = Number(shell.variables.get('PROMPT_DIRTRIM') ?? 0)
  if (!(keep > 0)) return path
  const start = path.startsWith('~') ? '~/' : ''
  const parts = path.slice(start === '' ? 1 : 2).split('/')
  return parts.length <= keep ? path : `${start}.../${parts.slice(-keep).join('/')}`
}

function baseDirectory(shell: Environment): string {
  const { cwd } = shell
  if (cwd === shell.variables.get('HOME')) return '~'
  return cwd === '/' ? '/' : cwd.slice(cwd.lastIndexOf('/') + 1)
}
