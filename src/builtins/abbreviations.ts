import type { Session } from '../lang/eval/index.ts'

/** A word that becomes another text while it is typed (fish's `abbr`). */
export interface Abbreviation {
  readonly name: string
  /** What it matches, if not its name alone. */
  readonly pattern: string | undefined
  readonly position: 'command' | 'anywhere'
  /** Where this stands in the expansion, the cursor goes. */
  readonly cursorMarker: string | undefined
  readonly expansion:
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'function'; readonly name: string }
}

/** The abbreviations of a session, by name, the last one added last. */
export type Abbreviations = Map<string, Abbreviation>

const bySession = new WeakMap<Session, Abbreviations>()

export function abbreviations(session: Session): Abbreviations {
  let all = bySession.get(session)
  if (all === undefined) bySession.set(session, (all = new Map()))
  return all
}

/** The abbreviation a word stands for: the last one added that matches. */
export function abbreviationFor(
  all: Abbreviations,
  word: string,
  isCommand: boolean,
): Abbreviation | undefined {
  return [...all.values()].findLast(
    each => (isCommand || each.position === 'anywhere') && matches(each, word),
  )
}

function matches({ name, pattern }: Abbreviation, word: string): boolean {
  return pattern === undefined ? name === word : wholeWord(pattern).test(word)
}

/** A pattern has to match the whole word. Throws SyntaxError for one that is none. */
export function wholeWord(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u')
}
