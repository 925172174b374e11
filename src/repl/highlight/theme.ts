import type { Role } from './canvas.ts'

/** How each role looks, as an SGR sequence; the terminal's own sixteen colours, so that its theme holds. */
export type Theme = Readonly<Record<Role, string>>

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
}

export const underline = '\x1b[4m'
