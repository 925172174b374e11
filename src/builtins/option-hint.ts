import { nearestName } from '../diag/index.ts'
import type { Named } from './usage.ts'

/** For a person who has typed `--wathc`: what is near it among the long options that the synopsis of a builtin tells of. */
export function longOptionHint(word: string, { synopsis }: Named): string {
  if (!/^--\w/.test(word)) return ''
  const known = [...synopsis.matchAll(/--[a-z][\w-]*/g)].map(([name]) => name)
  const near = nearestName(word.replace(/=.*/s, ''), ['--help', ...known])
  return near === undefined ? '' : ` (did you mean ${near}?)`
}
