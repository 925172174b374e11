import type { ExpandHost } from './host.ts'

/** IFS made ready: which characters split, and which of them are white space (POSIX 2.6.5). */
export interface Ifs {
  readonly text: string
  /** What `"$*"` joins with. */
  readonly first: string
  isSeparator(char: string): boolean
  /** Of separators only: blanks, tabs and newlines fold together. */
  isSpace(char: string): boolean
}

const defaultIfs = makeIfs(' \t\n')

/** The host's IFS; unset means blank, tab, newline. */
export function ifsOf(host: ExpandHost): Ifs {
  const text = host.get('IFS')
  return text === undefined || text === ' \t\n' ? defaultIfs : makeIfs(text)
}

/** True for blank, tab, newline. */
export function isDefaultIfs(host: ExpandHost): boolean {
  return ifsOf(host) === defaultIfs
}

function makeIfs(text: string): Ifs {
  const chars = Array.from(text)
  const set = new Set(chars)
  return {
    text,
    first: chars[0] ?? '',
    isSeparator: char => set.has(char),
    isSpace: char => char === ' ' || char === '\t' || char === '\n',
  }
}
