import type { ColorRole } from '../../builtins/index.ts'
import type { Role } from './canvas.ts'

/** How each role looks, as an SGR sequence. */
export type Theme = Readonly<Record<ColorRole | Role, string>>

export type Background = 'dark' | 'light'

/** The terminal's own sixteen colours, so that its theme holds. */
export const defaultTheme: Theme = {
  plain: '',
  command: '\x1b[32m',
  unknown: '\x1b[31m',
  builtin: '\x1b[32m',
  function: '\x1b[34m',
  alias: '\x1b[32m',
  keyword: '\x1b[35m',
  option: '\x1b[36m',
  string: '\x1b[33m',
  escape: '\x1b[36m',
  variable: '\x1b[1;36m',
  operator: '\x1b[35m',
  redirect: '\x1b[35m',
  glob: '\x1b[1;35m',
  comment: '\x1b[2m',
  number: '\x1b[36m',
  type: '\x1b[36m',
  constant: '\x1b[36m',
  property: '',
  door: '\x1b[1;34m',
  error: '\x1b[4;31m',
  match: '\x1b[1;4m',
  selection: '\x1b[7m',
  suggestion: '\x1b[2m',
  directory: '\x1b[1;36m',
  host: '\x1b[33m',
  environment: '\x1b[2;35m',
  node: '\x1b[32m',
  nodeMismatch: '\x1b[33m',
  git: '\x1b[2m',
  gitClean: '\x1b[32m',
  gitChanged: '\x1b[33m',
  status: '\x1b[31m',
  duration: '\x1b[33m',
  jobs: '\x1b[34m',
  time: '\x1b[2m',
}

/** Yellow and cyan cannot be read on white: darker ones in their place. */
const [darkYellow, darkCyan] = ['\x1b[38;5;94m', '\x1b[38;5;30m']

const lightTheme: Theme = {
  ...defaultTheme,
  option: darkCyan,
  string: darkYellow,
  escape: darkCyan,
  variable: '\x1b[1;38;5;24m',
  number: darkCyan,
  type: darkCyan,
  constant: darkCyan,
  directory: '\x1b[1;38;5;24m',
  host: darkYellow,
  nodeMismatch: darkYellow,
  gitChanged: darkYellow,
  duration: darkYellow,
}

/** The colours for a background, with a person's own in place of some. */
export function themeFor(background: Background, own: Readonly<Partial<Record<ColorRole, string>>>): Theme {
  const base = background === 'light' ? lightTheme : defaultTheme
  return Object.keys(own).length === 0 ? base : { ...base, ...own }
}

export const underline = '\x1b[4m'
