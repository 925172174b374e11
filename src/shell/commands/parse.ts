import { nearestName } from '../../diag/index.ts'
import type { ArgumentDetails, ArgumentSpecs, FlagDetails, FlagSpec, FlagSpecs, TypeName } from './spec.ts'

/** A flag as it is read. */
export interface Flag {
  readonly name: string
  /** As it is written: `--dry-run`. */
  readonly long: string
  readonly short: string | undefined
  readonly type: TypeName
  readonly details: FlagDetails
}

/** An argument as it is read. */
export interface Argument {
  readonly name: string
  readonly optional: boolean
  readonly rest: boolean
  readonly type: TypeName
  readonly details: ArgumentDetails
}

/** A mistake in how a command was called: a message and status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export function readFlags(specs: FlagSpecs): Flag[] {
  return Object.entries(specs).map(([name, spec]) => {
    const details: FlagDetails = typeof spec === 'object' ? spec : { type: spec }
    return { name, long: `--${kebab(name)}`, short: details.short, type: typeOf(details), details }
  })
}

export function readArguments(specs: ArgumentSpecs): Argument[] {
  const entries = isList(specs)
    ? specs.map((pattern): [string, ArgumentDetails] => [pattern, {}])
    : Object.entries(specs)
  return entries.map(([pattern, details]) => ({
    name: pattern.replace(marks, ''),
    optional: marks.test(pattern) || details.optional === true || details.default !== undefined,
    rest: pattern.endsWith('...') || details.rest === true,
    type: typeName(details.type),
    details,
  }))
}

/** `tag?` may be left out, `files...` are all that are left. */
const marks = /\.\.\.$|\?$/

function isList(specs: ArgumentSpecs): specs is readonly string[] {
  return Array.isArray(specs)
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

function typeOf({ type, default: fallback, choices }: FlagDetails): TypeName {
  if (type !== undefined) return typeName(type)
  const [sample] = Array.isArray(fallback) ? (fallback as unknown[]) : [fallback]
  if (choices === undefined && (typeof sample === 'number' || typeof sample === 'boolean'))
    return typeof sample as TypeName
  return 'string'
}

function typeName(type: FlagSpec | undefined): TypeName {
  if (type === Number) return 'number'
  if (type === Boolean) return 'boolean'
  return typeof type === 'string' ? type : 'string'
}

// ---------------------------------------------------------------- the words of a call

export interface Call {
  readonly args: Record<string, unknown>
  readonly flags: Record<string, unknown>
  /** `--help` or `-h`. */
  readonly wantsHelp: boolean
}

/** The words after a command's name as its arguments and flags (POSIX 12.2, with long options). Throws UsageError. */
export function parseCall(
  words: readonly string[],
  flags: readonly Flag[],
  args: readonly Argument[],
  stopEarly: boolean,
): Call {
  const given = new Map<Flag, unknown[]>()
  const operands: string[] = []
  let wantsHelp = false
  const put = (flag: Flag, text: string | boolean): void => {
    const value = typeof text === 'string' ? convert(text, flag.type, flag.details.choices, flag.long) : text
    given.set(flag, [...(given.get(flag) ?? []), value])
  }
  const byShort = (letter: string) => flags.find(flag => flag.short === letter)
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const next = (flag: string): string => {
      const value = words[++at]
      if (value === undefined) throw new UsageError(`${flag} needs a value`)
      return value
    }
    if (word === '--') {
      operands.push(...words.slice(at + 1))
      break
    }
    if (word.startsWith('--')) {
      const [long = '', inline] = word.split(/=(.*)/s)
      const flag = flags.find(one => one.long === long)
      const negated = flags.find(one => one.type === 'boolean' && `--no-${one.long.slice(2)}` === long)
      if (flag === undefined && negated !== undefined && inline === undefined) put(negated, false)
      else if (flag === undefined && long === '--help') wantsHelp = true
      else if (flag === undefined) throw new UsageError(unknownFlag(long, flags))
      else if (flag.type === 'boolean' && inline === undefined) put(flag, true)
      else put(flag, inline ?? next(flag.long))
    } else if (/^-\D/.test(word) || (/^-\d/.test(word) && byShort(word.charAt(1)) !== undefined)) {
      for (let i = 1; i < word.length; i++) {
        const letter = word.charAt(i)
        const flag = byShort(letter)
        if (flag === undefined && letter === 'h') wantsHelp = true
        else if (flag === undefined) throw new UsageError(unknownFlag(`-${letter}`, flags))
        else if (flag.type === 'boolean') put(flag, true)
        else {
          put(flag, i + 1 < word.length ? word.slice(i + 1).replace(/^=/, '') : next(`-${letter}`))
          break
        }
      }
    } else {
      operands.push(word)
      if (stopEarly) {
        operands.push(...words.slice(at + 1))
        break
      }
    }
  }
  if (wantsHelp) return { args: {}, flags: {}, wantsHelp }
  return { args: takeArguments(operands, args), flags: takeFlags(given, flags), wantsHelp }
}

function takeFlags(given: ReadonlyMap<Flag, unknown[]>, flags: readonly Flag[]): Record<string, unknown> {
  return Object.fromEntries(
    flags.map(flag => {
      const values = given.get(flag)
      const { multiple, required, default: fallback } = flag.details
      if (values === undefined && required === true) throw new UsageError(`${flag.long} is required`)
      if (multiple === true) return [flag.name, values ?? (fallback === undefined ? [] : [fallback].flat())]
      return [flag.name, values?.at(-1) ?? fallback ?? (flag.type === 'boolean' ? false : undefined)]
    }),
  )
}

function takeArguments(operands: readonly string[], args: readonly Argument[]): Record<string, unknown> {
  const last = args.at(-1)
  const extra = operands[args.length]
  if (extra !== undefined && last?.rest !== true) throw new UsageError(`unexpected argument: ${extra}`)
  return Object.fromEntries(
    args.map((argument, i) => {
      const { name, details, type } = argument
      const value = (text: string) => convert(text, type, details.choices, name)
      if (argument.rest) {
        const values = operands.slice(i).map(value)
        // A pattern's rest may be empty; a record's only where it says so.
        if (values.length === 0 && !argument.optional) throw new UsageError(`missing argument: ${name}`)
        return [name, values]
      }
      const text = operands[i]
      if (text !== undefined) return [name, value(text)]
      if (!argument.optional) throw new UsageError(`missing argument: ${name}`)
      return [name, details.default]
    }),
  )
}

function convert(
  text: string,
  type: TypeName,
  choices: readonly string[] | undefined,
  what: string,
): string | number | boolean {
  if (choices !== undefined && !choices.includes(text))
    throw new UsageError(`${what}: ${JSON.stringify(text)} is none of ${choices.join(', ')}`)
  if (type === 'number') {
    const value = Number(text)
    if (text.trim() === '' || Number.isNaN(value))
      throw new UsageError(`${what}: ${JSON.stringify(text)} is not a number`)
    return value
  }
  if (type !== 'boolean') return text
  if (/^(?:true|1|yes|on)$/i.test(text)) return true
  if (/^(?:false|0|no|off)$/i.test(text)) return false
  throw new UsageError(`${what}: ${JSON.stringify(text)} is neither true nor false`)
}

function unknownFlag(written: string, flags: readonly Flag[]): string {
  const near = nearestName(written, [...flags.map(flag => flag.long), '--help'])
  return `unknown option: ${written}${near === undefined ? '' : ` (did you mean ${near}?)`}`
}
