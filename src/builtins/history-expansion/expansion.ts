/**
 * History expansion as bash has it (bash manual, History Expansion): `!!`, `!n`, `!-n`, `!prefix`, `!?text?`, `!#`, `^old^new`, with words
 * (`!$`, `!!:2-3`) and modifiers (`:h :t :r :e :p :q :x :s/a/b/ :gs :&`). A text comes back with what it stands for.
 */
import { HistoryError } from './history-error.ts'
import { wordsOf } from './words.ts'
import { wordDesignator } from './word-designator.ts'
import { applyModifiers, type Substitution } from './modifiers.ts'

export type HistoryExpansion =
  | { readonly type: 'unchanged' }
  /** `isShownOnly`: with `:p`, the line is to be shown and remembered, not run. */
  | { readonly type: 'expanded'; readonly text: string; readonly isShownOnly: boolean }
  | { readonly type: 'error'; readonly message: string }

/** Expands a command line; `events` are the earlier lines, oldest first, numbered behind those that were `dropped`. */
export function expandHistory(text: string, events: readonly string[], dropped = 0): HistoryExpansion {
  const quick = /^\^([^^\n]*)\^((?:\\\^|[^^\n])*)(?:\^([^\n]*))?/.exec(text)
  try {
    if (quick === null) return new Expander(text, events, dropped).expand()
    const [whole, old = '', by = '', rest = ''] = quick
    const event = lastOf(events, whole)
    const substituted = applyModifiers(
      `:s^${old}^${by}^${rest.startsWith(':') ? rest : ''}`,
      event,
      undefined,
    )
    const after = rest.startsWith(':') ? '' : rest
    return {
      type: 'expanded',
      text: substituted.text + after + text.slice(whole.length),
      isShownOnly: substituted.isShownOnly,
    }
  } catch (error) {
    if (error instanceof HistoryError) return { type: 'error', message: error.message }
    throw error
  }
}

function lastOf(events: readonly string[], asked: string): string {
  const event = events.at(-1)
  if (event === undefined) throw new HistoryError(`${asked}: event not found`)
  return event
}

class Expander {
  readonly #text: string
  readonly #events: readonly string[]
  readonly #dropped: number
  #at = 0
  #done = ''
  #isShownOnly = false
  #substitution: Substitution | undefined
  /** The text of the last `!?text?`, for `:%`. */
  #searched: string | undefined

  constructor(text: string, events: readonly string[], dropped: number) {
    this.#text = text
    this.#events = events
    this.#dropped = dropped
  }

  expand(): HistoryExpansion {
    let isChanged = false
    let inDouble = false
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] as string
      if (character === '\\') this.#copy(2)
      else if (character === "'" && !inDouble) this.#copy(this.#quoted())
      else if (character === '!' && this.#isEvent(inDouble)) {
        this.#event()
        isChanged = true
      } else {
        if (character === '"') inDouble = !inDouble
        this.#copy(1)
      }
    }
    return isChanged
      ? { type: 'expanded', text: this.#done, isShownOnly: this.#isShownOnly }
      : { type: 'unchanged' }
  }

  #copy(length: number): void {
    this.#done += this.#text.slice(this.#at, this.#at + length)
    this.#at += length
  }

  /** Nothing in single quotes is expanded. */
  #quoted(): number {
    const end = this.#text.indexOf("'", this.#at + 1)
    return (end === -1 ? this.#text.length : end + 1) - this.#at
  }

  /** Not before a blank, `=`, `(` or the end of a quoted text; not in `$!`, `${!name}` and `[!a]`. */
  #isEvent(inDouble: boolean): boolean {
    const next = this.#text[this.#at + 1]
    const before = this.#text.slice(Math.max(0, this.#at - 2), this.#at)
    if (next === undefined || /[\s=(]/.test(next) || (inDouble && next === '"')) return false
    return !/\$\{?$|\[$/.test(before)
  }

  #event(): void {
    const start = this.#at
    this.#at++
    const event = this.#readEvent(start)
    const { words, length } = wordDesignator(this.#text, this.#at, wordsOf(event), this.#searched, asked =>
      this.#fail(start, asked, 'bad word specifier'),
    )
    this.#at += length
    const modified = applyModifiers(this.#text.slice(this.#at), words?.join(' ') ?? event, this.#substitution)
    this.#at += modified.length
    this.#substitution = modified.substitution
    this.#isShownOnly ||= modified.isShownOnly
    this.#done += modified.text
  }

  #readEvent(start: number): string {
    const rest = this.#text.slice(this.#at)
    const found =
      /^(?:!|#|-?\d+|\?(?<search>[^?\n]*)(?:\?|$|(?=\n))|(?=[$^*%:])|(?<prefix>[^\s:;&|<>()$^*%"'`]+))/.exec(
        rest,
      )
    if (found === null) this.#fail(start, rest, 'event not found')
    const [text] = found
    this.#at += text.length
    const event = this.#find(text, found.groups ?? {})
    return event ?? this.#fail(start, this.#text.slice(this.#at), 'event not found')
  }

  #find(text: string, { search, prefix }: Record<string, string | undefined>): string | undefined {
    const { length } = this.#events
    if (text === '!' || text === '') return this.#events.at(-1)
    if (text === '#') return this.#done
    if (/^-?\d+$/.test(text)) {
      const number = Number(text)
      return number < 0 ? this.#events[length + number] : this.#events[number - this.#dropped - 1]
    }
    if (search === undefined) return this.#events.findLast(event => event.startsWith(prefix ?? ''))
    this.#searched = search
    return this.#events.findLast(event => event.includes(search))
  }

  #fail(start: number, rest: string, message: string): never {
    const asked = this.#text.slice(start, this.#text.length - rest.length) || '!'
    throw new HistoryError(`${asked}: ${message}`)
  }
}
