import type { Candidate, Choice, Completions } from './candidate.ts'
import type { CompletionContext } from './context.ts'
import { quoteFor } from './quoting.ts'
import { rankBy } from './rank.ts'

/** The candidates that agree with what is typed, best first, each with the text that it puts in. */
export function choicesOf(
  context: CompletionContext,
  before: string,
  candidates: readonly Candidate[],
  isPartial: boolean,
): Completions {
  const end = before.length
  if (context.type === 'nothing' || context.type === 'door')
    return { start: end, end, query: '', choices: [], isPartial }
  if (context.type === 'word') return wordChoices(context, before, candidates, isPartial)
  const query = context.name
  const ranked = rankBy(distinct(candidates), query, one => one.value)
  const close = context.type === 'variable' ? context.close : ''
  const choices = ranked.map(one => toChoice(one, one.value, one.suffix ?? close))
  return { start: context.start, end, query, choices, isPartial }
}

function wordChoices(
  { word }: Extract<CompletionContext, { type: 'word' }>,
  before: string,
  candidates: readonly Candidate[],
  isPartial: boolean,
): Completions {
  const { value, start, offsets, quote } = word
  const keep = keptLength(value)
  const ranked = rankBy(distinct(candidates), value, one => one.value, keep)
  const choices = ranked.map(candidate => {
    const kept = keep(candidate)
    // What is typed stays as it is typed, quotes included, up to where the candidate begins.
    const typed = before.slice(start, offsets[kept] ?? before.length)
    const rest = (kept === 0 && isLikeOption(candidate) ? './' : '') + candidate.value.slice(kept)
    const text = typed + (candidate.verbatim === true ? rest : quoteFor(rest, quote, typed === ''))
    const suffix = candidate.suffix ?? ' '
    return toChoice(candidate, text, suffix === '' ? '' : quote + suffix)
  })
  return { start, end: before.length, query: value, choices, isPartial }
}

/** A file that a program would take for an option. */
function isLikeOption({ value, kind }: Candidate): boolean {
  return value.startsWith('-') && (kind === 'file' || kind === 'directory')
}

/** How much of a word a candidate leaves alone: the directory before a file, what both begin with before a break. */
function keptLength(typed: string): (candidate: Candidate) => number {
  const slash = typed.lastIndexOf('/') + 1
  const equals = typed.lastIndexOf('=') + 1
  if (slash === 0 && equals === 0) return () => 0
  const [directory, option] = [typed.slice(0, slash), typed.slice(0, equals)]
  return ({ value, kind }) => {
    if (slash > 0 && (kind === 'file' || kind === 'directory') && value.startsWith(directory)) return slash
    return equals > 0 && value.startsWith(option) ? equals : 0
  }
}

function toChoice(candidate: Candidate, text: string, suffix: string): Choice {
  const { value, display = value, description = '', kind } = candidate
  const about = description === '' ? '' : visible(description)
  return { text, suffix, display: visible(display), description: about, kind }
}

const hidden = /[\x00-\x1f\x7f\udc80-\udcff]/

/** Nothing in a name may move the cursor. */
function visible(text: string): string {
  if (!hidden.test(text)) return text
  return text.replace(/[\x00-\x1f\x7f\udc80-\udcff]/g, found =>
    /[\ud800-\udbff][\udc00-\udfff]/.test(found) ? found : '�',
  )
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const known = new Set<string>()
  return candidates.filter(({ value }) => known.size < known.add(value).size)
}
