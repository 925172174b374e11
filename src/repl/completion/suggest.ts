import type { Choice, Completions } from './candidate.ts'
import { contextAt } from './context.ts'
import { complete } from './engine.ts'
import type { CompletionHost } from './host.ts'

/** Fewer characters than these are no reason to think of anything. */
const least = { command: 2, other: 1 } as const

/**
 * What completion adds to the end of a text, for a suggestion: '' where nothing is typed of a word yet. No program is asked,
 * and no code of the person's: only names, files and what is remembered.
 */
export async function suggestCompletion(
  text: string,
  host: CompletionHost,
  signal: AbortSignal,
): Promise<string> {
  // Every file of a folder, for nothing.
  if (isWordMissing(text, host)) return ''
  const quiet: CompletionHost = { ...host, isQuiet: true, output: () => Promise.resolve('') }
  let found: Pick<Completions, 'start' | 'query' | 'choices'> = { start: text.length, query: '', choices: [] }
  for await (const answer of complete(text, text.length, quiet, signal)) found = answer
  const typed = text.slice(found.start)
  // A whole command is no beginning of another; of `@(x)` nobody knows what it begins.
  if (found.query === '' || found.choices.some(one => one.text === typed && isCommand(one))) return ''
  const longer = found.choices.filter(one => one.text.startsWith(typed) && one.text.length > typed.length)
  const [first] = longer
  if (first === undefined || typed.length < (isCommand(first) ? least.command : least.other)) return ''
  const best = isCommand(first) ? longer.filter(isCommand).reduce(shorter) : first
  return best.text.slice(typed.length)
}

function isWordMissing(text: string, host: CompletionHost): boolean {
  const context = contextAt(text, host.names())
  return context.type === 'word' && context.word.value === ''
}

function isCommand({ kind }: Choice): boolean {
  return /^(?:command|builtin|function|alias|keyword)$/.test(kind)
}

/** Of many commands the shortest is likelier than the first of the alphabet. */
function shorter(one: Choice, other: Choice): Choice {
  return other.text.length < one.text.length ? other : one
}
