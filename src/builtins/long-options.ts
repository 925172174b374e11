import { nearestName } from '../diag/index.ts'

/** What a long option takes: nothing, a value, or a value any number of times. */
export type LongOption = 'flag' | 'value' | 'values'

export interface LongOptions {
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly operands: readonly string[]
}

/**
 * Reads `--name value`, `--name=value` and `--flag` up to the first operand or `--`; `letters` gives short names. Gives a
 * message where an option is wrong.
 */
export function readLongOptions(
  known: Readonly<Record<string, LongOption>>,
  letters: Readonly<Record<string, string>>,
  args: readonly string[],
): LongOptions | string {
  const flags = new Set<string>()
  const values = new Map<string, string[]>()
  let at = 0
  for (; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '--') return { flags, values, operands: args.slice(at + 1) }
    if (!word.startsWith('-') || word === '-') break
    const [given = '', inline] = word.startsWith('--')
      ? word.slice(2).split(/=(.*)/s)
      : [letters[word.slice(1)]]
    const kind = Object.hasOwn(known, given) ? known[given] : undefined
    if (kind === undefined) return `${word}: invalid option${hintFor(given, known)}`
    if (kind === 'flag' && inline !== undefined) return `${word}: invalid option`
    if (kind === 'flag') {
      flags.add(given)
      continue
    }
    const value = inline ?? args[++at]
    if (value === undefined) return `${word}: option requires an argument`
    values.set(given, kind === 'values' ? [...(values.get(given) ?? []), value] : [value])
  }
  return { flags, values, operands: args.slice(at) }
}

function hintFor(given: string, known: Readonly<Record<string, LongOption>>): string {
  const near = nearestName(given, Object.keys(known))
  return near === undefined ? '' : ` (did you mean --${near}?)`
}
