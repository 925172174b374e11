import type { Ports, Running, Shell } from '../lang/eval/index.ts'
import { longOptionHint } from './option-hint.ts'
import { misused, type Named, showHelp } from './usage.ts'

/** One option of a builtin's call, in the order given: `-d x`, `+x`. */
export interface Option {
  readonly letter: string
  readonly plus: boolean
  readonly value: string
}

export interface ParsedOptions {
  readonly ok: true
  readonly options: readonly Option[]
  /** The letters given with `-`, each with its last value. */
  readonly flags: ReadonlyMap<string, string>
  readonly operands: readonly string[]
  /** `--` ended the options. */
  readonly terminated: boolean
}

export type OptionResult = ParsedOptions | { readonly ok: false; readonly outcome: Running }

const noFlags: ReadonlyMap<string, string> = new Map()

/**
 * Reads a builtin's options as all builtins of bash do (its `internal_getopt`): `letters` as in getopt(3), `:` for a value;
 * a leading `+` allows `+x`. On wrong use it has complained and gives the outcome. `--help` shows the help.
 */
export function readOptions(
  builtin: Named,
  letters: string,
  args: readonly string[],
  ports: Ports,
  shell: Shell,
): OptionResult {
  const first = args[0]
  if (first === undefined || !startsOption(first, letters)) return operandsOnly(args)
  if (first === '--help') return { ok: false, outcome: showHelp(builtin, ports) }
  const options: Option[] = []
  let at = 0
  for (; at < args.length; at++) {
    const word = args[at] ?? ''
    if (!startsOption(word, letters)) break
    if (word === '--') return finish(options, args.slice(at + 1), true)
    const result = readCluster(word, args[at + 1], letters, options)
    if (result.error !== undefined) {
      const hint = shell.session.interactive ? longOptionHint(word, builtin) : ''
      return { ok: false, outcome: misused(builtin, result.error + hint, ports, shell) }
    }
    if (result.tookNext) at++
  }
  return finish(options, args.slice(at), false)
}

function startsOption(word: string, letters: string): boolean {
  if (word.length < 2) return false
  return word.startsWith('-') || (letters.startsWith('+') && word.startsWith('+'))
}

function operandsOnly(operands: readonly string[]): ParsedOptions {
  return { ok: true, options: [], flags: noFlags, operands, terminated: false }
}

function finish(options: Option[], operands: readonly string[], terminated: boolean): ParsedOptions {
  const flags = new Map<string, string>()
  for (const option of options) if (!option.plus) flags.set(option.letter, option.value)
  return { ok: true, options, flags, operands, terminated }
}

/** One word of options: `-rn1`, `-d x`. */
function readCluster(
  word: string,
  next: string | undefined,
  letters: string,
  options: Option[],
): { error?: string; tookNext?: boolean } {
  const sign = word[0] ?? '-'
  const plus = sign === '+'
  for (let i = 1; i < word.length; i++) {
    const letter = word[i] ?? ''
    const known = /[:+]/.test(letter) ? -1 : letters.indexOf(letter)
    if (known === -1) return { error: `${sign}${letter}: invalid option` }
    if (letters[known + 1] !== ':') {
      options.push({ letter, plus, value: '' })
      continue
    }
    const rest = word.slice(i + 1)
    if (rest === '' && next === undefined) return { error: `${sign}${letter}: option requires an argument` }
    options.push({ letter, plus, value: rest === '' ? (next ?? '') : rest })
    return { tookNext: rest === '' }
  }
  return {}
}
