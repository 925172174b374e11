import type { CompletionDefinition, UserCandidate } from '../../../shell/index.ts'
import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'

/** What a definition made with `complete()` offers. A definition that throws offers nothing. */
export async function fromUser(
  definition: Exclude<CompletionDefinition, { readonly protocol: unknown }>,
  request: ArgumentRequest,
): Promise<readonly Candidate[]> {
  const { words, word, line, signal } = request
  const asked = { words: words.slice(1), word: word.value, line, signal }
  try {
    if (Symbol.iterator in definition) return definition.map(toCandidate)
    if (typeof definition === 'function') return Array.from(await definition(asked), toCandidate)
    const { flags = {}, args = [] } = definition
    if (word.value.startsWith('-'))
      return Object.entries(flags).map(([name, description]) => flag(name, description))
    return Array.from(typeof args === 'function' ? await args(asked) : args, toCandidate)
  } catch {
    return []
  }
}

function flag(name: string, description: string): Candidate {
  const dashes = name.startsWith('-') ? '' : name.length === 1 ? '-' : '--'
  return { value: dashes + name, kind: 'option', description }
}

function toCandidate(given: UserCandidate): Candidate {
  if (typeof given === 'string') return { value: given, kind: 'value' }
  return { value: given.value, kind: 'value', description: given.description ?? '' }
}
