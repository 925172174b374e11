import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'

/** The shell's variables, each with the beginning of its value. */
export function variables({ variables: all }: Shell): Candidate[] {
  return [...all.all()].map(([value, variable]) => ({
    value,
    kind: 'variable',
    description: typeof variable.value === 'string' ? variable.value.slice(0, 80) : '',
  }))
}
