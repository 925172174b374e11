import type { Builtin } from '../lang/eval/index.ts'

/** `true`: succeeds. POSIX.1-2024, utilities, true. */
export const trueBuiltin: Builtin = {
  name: 'true',
  synopsis: 'true',
  summary: 'Return a successful result.',
  examples: [{ line: 'true whatever', status: 0 }],
  run: () => 0,
}

/** `false`: fails. POSIX.1-2024, utilities, false. */
export const falseBuiltin: Builtin = {
  name: 'false',
  synopsis: 'false',
  summary: 'Return an unsuccessful result.',
  examples: [{ line: 'false whatever', status: 1 }],
  run: () => 1,
}
