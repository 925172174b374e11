import type { Builtin } from '../lang/eval/index.ts'

/** `:`: expands its arguments and succeeds. POSIX.1-2024 2.15, colon. */
export const colon: Builtin = {
  name: ':',
  synopsis: ':',
  summary: 'Null command.',
  examples: [{ line: ': ${x=set}; echo $x', shows: 'set\n' }],
  special: true,
  run: () => 0,
}
