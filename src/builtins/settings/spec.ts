/** What kind of value a setting has. */
export type SettingType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number'; readonly least: number; readonly unit: string }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Words in an order that matters: of `words` only, or any. */
  | { readonly kind: 'words'; readonly words?: readonly string[] }
  /** Regular expressions of JavaScript; in a text blanks stand between them. */
  | { readonly kind: 'patterns' }
  /** A look in words: `bold green`, `#ff8800 on-black`. */
  | { readonly kind: 'style' }

export type SettingValue = boolean | number | string | readonly string[]

/** One setting: all that `config`, its completion and the documentation tell of it. */
export interface SettingSpec {
  readonly type: SettingType
  readonly default: SettingValue
  readonly doc: string
}

/** The type in words: `on | off`, `number of seconds, 0 or more`. */
export function typeText(type: SettingType): string {
  switch (type.kind) {
    case 'boolean':
      return 'on | off'
    case 'number':
      return `number of ${type.unit}, ${type.least} or more`
    case 'choice':
      return type.choices.join(' | ')
    case 'words':
      return type.words === undefined ? 'words' : `words of: ${type.words.join(', ')}`
    case 'patterns':
      return 'regular expressions'
    case 'style':
      return 'style'
  }
}

/** A value as `config` shows and reads it. */
export function valueText(value: SettingValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return Array.isArray(value) ? value.join(' ') : String(value as string | number)
}
