import type { Builtin } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest, Found } from '../host.ts'

/** What a builtin, or a command written in TypeScript, says of its arguments; its options as its synopsis has them. */
export function fromBuiltin(request: ArgumentRequest): Found | undefined {
  const { host, words, word } = request
  const builtin = host.shell.builtins.get(words[0])
  if (builtin === undefined || host.shell.disabled.has(words[0])) return undefined
  if (builtin.complete !== undefined) return own(builtin, request)
  const options = word.value.startsWith('-') && !words.includes('--') ? synopsisOptions(builtin) : []
  return options.length === 0 ? undefined : options
}

async function own(
  { complete }: Builtin,
  { words, word, host }: ArgumentRequest,
): Promise<readonly Candidate[]> {
  try {
    const found = (await complete?.([...words, word.value], words.length, host.shell)) ?? []
    return found.map(({ value, description = '' }) => ({
      value,
      description,
      kind: value.startsWith('-') ? 'option' : 'value',
    }))
  } catch {
    // The person's own code: it offers nothing, and takes nothing away.
    return []
  }
}

/** `[-aAf] [-p name] [--json]` */
function synopsisOptions({ synopsis, summary }: Builtin): Candidate[] {
  const found = new Set<string>()
  for (const [option] of synopsis.matchAll(/(?<![\w-])--?[A-Za-z][\w-]*/g)) {
    if (option.startsWith('--')) found.add(option)
    else for (const letter of option.slice(1)) found.add(`-${letter}`)
  }
  return [...found].map(value => ({ value, kind: 'option', description: summary }))
}
