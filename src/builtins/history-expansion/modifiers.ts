import { quoteSingle } from '../../lang/syntax/index.ts'
import { HistoryError } from './history-error.ts'

/** What `:s` did last, for `:&`. */
export interface Substitution {
  readonly old: string
  readonly by: string
}

export interface Modified {
  readonly text: string
  /** How much of the modifiers' text was one. */
  readonly length: number
  readonly isShownOnly: boolean
  readonly substitution: Substitution | undefined
}

const simple: Readonly<Record<string, (text: string) => string>> = {
  h: text => (text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : text),
  t: text => text.slice(text.lastIndexOf('/') + 1),
  r: text => text.replace(/\.[^./]*$/, ''),
  e: text => /\.[^./]*$/.exec(text)?.[0] ?? '',
  q: quoteSingle,
  x: text => text.split(/\s+/).map(quoteSingle).join(' '),
}

/** Applies the modifiers that a text begins with, one after the other (bash manual, Modifiers). */
export function applyModifiers(modifiers: string, event: string, before: Substitution | undefined): Modified {
  let text = event
  let at = 0
  let isShownOnly = false
  let substitution = before
  for (;;) {
    const found = /^:([gaG]*)([htreqxp&s])/.exec(modifiers.slice(at))
    if (found === null) return { text, length: at, isShownOnly, substitution }
    const [all, how = '', name = ''] = found
    at += all.length
    if (name === 'p') isShownOnly = true
    else if (name === 's' || name === '&') {
      if (name === 's') {
        const read = readSubstitution(modifiers.slice(at), substitution)
        substitution = read.substitution
        at += read.length
      }
      if (substitution === undefined) throw new HistoryError(`${all}: no previous substitution`)
      text = substitute(text, substitution, how)
    } else text = (simple[name] as (text: string) => string)(text)
  }
}

/** `/old/new/`, with any delimiter; an empty `old` is the one before, `&` in `new` is `old`. */
function readSubstitution(text: string, before: Substitution | undefined) {
  const delimiter = text[0] ?? '/'
  const parts: string[] = ['']
  let at = 1
  for (; at < text.length && parts.length < 3; at++) {
    const character = text[at] as string
    if (character === '\\' && text[at + 1] === delimiter) parts[parts.length - 1] += text[++at] as string
    else if (character === delimiter) parts.push('')
    else if (character === '\n') break
    else parts[parts.length - 1] += character
  }
  const [typed = '', by = ''] = parts
  const old = typed === '' ? (before?.old ?? '') : typed
  const replaced = by.replace(/\\&|&/g, found => (found === '&' ? old : '&'))
  return { substitution: { old, by: replaced }, length: at }
}

/** `g`, `a`: everywhere; `G`: once in each word; else once. */
function substitute(text: string, { old, by }: Substitution, how: string): string {
  if (old === '' || !text.includes(old)) throw new HistoryError(`:s${how}/${old}/${by}: substitution failed`)
  if (how.includes('G')) return text.replace(/\S+/g, word => word.replace(old, () => by))
  return /[ga]/.test(how) ? text.replaceAll(old, () => by) : text.replace(old, () => by)
}
