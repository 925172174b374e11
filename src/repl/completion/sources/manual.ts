import type { Candidate } from '../candidate.ts'

/** An option as a manual page or `--help` tells it. */
export interface DocumentedOption {
  /** `-f`, `--file`, without what they take. */
  readonly names: readonly string[]
  /** It takes a value: `--file=F` or `-f F`. */
  readonly argument?: string
  /** What it may be, where the text says so: `one of "full", "enable-only"`. */
  readonly values?: readonly string[]
  readonly description: string
}

const option = String.raw`--?[A-Za-z0-9?][\w.+-]*|-[#@]`
const argument = String.raw`(?:\[?=\[?[^\s,]*|(?:\[[^\s\]]+\])+|[ =]?(?:<[^>]+>|\{[^}\s]+\})|[ =][A-Z][A-Z0-9_:-]*(?=[\s,]|$))`
const head = new RegExp(
  String.raw`^(\s+)((?:${option})${argument}?(?:(?:,\s*|\s*\|\s*|\s+or\s+|\s(?=-))(?:${option})${argument}?)*)(?:,?\s{2,}(\S.*)|\s([A-Z][a-z].*)|\s+([a-z][\w ,:.=/[\]|<>-]{0,40}))?$`,
)

/**
 * The options that a rendered manual page or a `--help` text describes: lines that begin with an option, each with its
 * first sentence, from the same line or from the one below.
 */
export function documentedOptions(text: string): DocumentedOption[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const match = head.exec(line)
    if (match === null) return []
    const [, indent = '', names = '', aligned, sentence, word] = match
    const beside = aligned ?? sentence
    const found = names.match(new RegExp(`(?<![\\w-])(?:${option})`, 'g'))
    if (found === null) return []
    const description = beside ?? below(lines, index + 1, indent.length)
    const values = quotedValues([beside ?? '', ...paragraph(lines, index + 1, indent.length)].join(' '))
    const taken = new RegExp(argument).exec(names)?.[0] ?? (beside === undefined ? word : undefined)
    return [
      {
        names: found.map(withoutStop),
        description: firstSentence(description),
        ...(taken === undefined ? {} : { argument: taken }),
        ...(values.length < 2 || taken === undefined ? {} : { values }),
      },
    ]
  })
}

function withoutStop(name: string): string {
  return name.replace(/\.+$/, '')
}

/** The first line below that is indented deeper; other options may stand between. */
function below(lines: readonly string[], from: number, indent: number): string {
  for (const line of lines.slice(from, from + 6)) {
    const text = line.trim()
    if (text === '' || /^--?\w/.test(text)) continue
    return line.length - line.trimStart().length > indent ? text : ''
  }
  return ''
}

/** What is said of an option: the lines that are indented deeper. */
function paragraph(lines: readonly string[], from: number, indent: number): string[] {
  const found: string[] = []
  for (const line of lines.slice(from, from + 20)) {
    const depth = line.length - line.trimStart().length
    if (line.trim() !== '' && depth <= indent) break
    found.push(line.trim())
  }
  return found
}

const quoted = String.raw`["'“‘\x60]\w[\w.+-]*["'”’\x60](?:\s*\([^)]*\))?`
const listed = new RegExp(
  String.raw`(?:one of|either|can be|may be|must be|takes)(?: one of)?:?\s+((?:${quoted}(?:\s*,)?\s*(?:or\s+|and\s+)?){2,})`,
  'i',
)

/** `one of "fail", "replace" (the default) or "flush"`. */
function quotedValues(text: string): string[] {
  const list = listed.exec(text)?.[1] ?? ''
  return Array.from(
    list.replace(/\([^)]*\)/g, '').matchAll(/["'“‘`]([\w.+-]+)["'”’`]/g),
    ([, value = '']) => value,
  )
}

function firstSentence(text: string): string {
  const sentence = /^.*?[.;](?=\s|$)/.exec(text)?.[0] ?? text
  return sentence.replace(/[.;]$/, '').slice(0, 120)
}

/** The words that begin a line of a manual page with their text below it: `pop [--index] [<stash>]`. */
export function documentedWords(text: string): Record<string, string> {
  const lines = text.split('\n')
  const found: Record<string, string> = {}
  for (const [index, line] of lines.entries()) {
    const [, indent = '', names = ''] =
      /^( {4,8})([a-z][a-z-]+(?:, [a-z][a-z-]+)*)(?: [[<(-].*| -.*)?$/.exec(line) ?? []
    const description = names === '' ? '' : firstSentence(below(lines, index + 1, indent.length))
    if (description !== '') for (const name of names.split(', ')) found[name] ??= description
  }
  return found
}

/** A keyword of a configuration file, with the values that its text names. */
export interface DocumentedSetting {
  readonly name: string
  readonly description: string
  readonly values: readonly string[]
}

/** The keywords that a manual page of a configuration describes: a capitalised word by itself, its text below. */
export function documentedSettings(text: string): DocumentedSetting[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const [, indent = '', name, beside = ''] =
      /^( {4,8})([A-Z][A-Za-z\d]{2,})(?: {2,}(\S.*))?$/.exec(line) ?? []
    if (name === undefined) return []
    const said = [beside, ...paragraph(lines, index + 1, indent.length)].join(' ').trim()
    const options =
      /(?:must be|argument (?:may|can|must) be|set to|one of|values are):?\s+(?:set to )?((?:[a-z-]+(?:\s\([^)]*\))?,? (?:or |and )?)+)/.exec(
        said,
      )?.[1] ?? ''
    const values = options
      .replace(/\([^)]*\)/g, '')
      .split(/,\s*|\s+(?:or|and)\s+|\s+/)
      .filter(word => /^[a-z-]{2,}$/.test(word))
    return [
      {
        name,
        description: firstSentence(said),
        values: values.length > 1 && values.length < 9 ? values : [],
      },
    ]
  })
}

/** Each name of each option as a candidate; `word` decides about `=`: only long options that take a value have it. */
export function optionCandidates(options: readonly DocumentedOption[]): Candidate[] {
  const found = new Map<string, Candidate>()
  for (const { names, argument: taken, description } of options)
    for (const name of names) {
      if (found.has(name)) continue
      const joins = name.startsWith('--') && taken?.startsWith('=') === true
      found.set(name, {
        value: joins ? `${name}=` : name,
        kind: 'option',
        description,
        ...(joins ? { suffix: '' } : {}),
      })
    }
  return [...found.values()]
}
