import type { SettingType, SettingValue } from './spec.ts'
import { styleSequence } from './style-text.ts'
import { typeText } from './spec.ts'

const truths: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  off: false,
  false: false,
  no: false,
}

/** A value of a type from what somebody wrote, as a text or in TypeScript; or what is wrong with it. */
export function readValue(type: SettingType, given: unknown): SettingValue | { readonly fault: string } {
  const value = valueOf(type, given)
  if (value !== undefined) return value
  const shown = typeof given === 'string' ? given : (JSON.stringify(given) ?? String(given))
  const hint = type.kind === 'style' ? 'a style is expected, like `bold green` or `#ff8800`' : typeText(type)
  return { fault: `${shown}: not a value of this setting (${hint})` }
}

function valueOf(type: SettingType, given: unknown): SettingValue | undefined {
  switch (type.kind) {
    case 'boolean':
      return typeof given === 'boolean' ? given : truths[String(given)]
    case 'number':
      return numberOf(given, type.least)
    case 'choice':
      return type.choices.find(choice => choice === given)
    case 'words':
      return wordsOf(given, type.words)
    case 'patterns':
      return patternsOf(given)
    case 'style':
      return typeof given === 'string' && styleSequence(given) !== undefined ? given : undefined
  }
}

function patternsOf(given: unknown): readonly string[] | undefined {
  const patterns = typeof given === 'string' ? given.split(/\s+/).filter(Boolean) : given
  if (!Array.isArray(patterns)) return undefined
  const sources = patterns.map((one: unknown) => (one instanceof RegExp ? one.source : one))
  return sources.every(isPattern) ? sources : undefined
}

function isPattern(text: unknown): text is string {
  try {
    return typeof text === 'string' && new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}

function numberOf(given: unknown, least: number): number | undefined {
  if (typeof given === 'string' && !/^\d+(\.\d+)?$/.test(given.trim())) return undefined
  const number = typeof given === 'string' ? Number(given) : given
  return typeof number === 'number' && Number.isFinite(number) && number >= least ? number : undefined
}

function wordsOf(given: unknown, allowed: readonly string[] | undefined): readonly string[] | undefined {
  const words = typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : given
  if (!Array.isArray(words)) return undefined
  const isFine = (word: unknown): word is string =>
    typeof word === 'string' && (allowed === undefined || allowed.includes(word))
  return words.every(isFine) ? words : undefined
}
