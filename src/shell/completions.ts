import type { Session } from '../lang/eval/index.ts'

/** What a completion written in TypeScript is asked. */
export interface CompletionQuestion {
  /** The arguments before the word. */
  readonly words: readonly string[]
  /** The word as far as it is typed, without quotes. */
  readonly word: string
  /** The whole text up to the cursor. */
  readonly line: string
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

export type UserCandidate = string | { readonly value: string; readonly description?: string }

type Answer = Iterable<UserCandidate> | Promise<Iterable<UserCandidate>>

/**
 * The arguments of a command: a list, a function, flags with their descriptions and arguments, or how the program itself
 * is asked (`prog __complete …` of cobra, `prog complete -- …` of @bomb.sh/tab).
 */
export type CompletionDefinition =
  | readonly UserCandidate[]
  | ((question: CompletionQuestion) => Answer)
  | { readonly protocol: 'cobra' | 'tab' }
  | {
      readonly flags?: Readonly<Record<string, string>>
      readonly args?: readonly UserCandidate[] | ((question: CompletionQuestion) => Answer)
    }

const bySession = new WeakMap<Session, Map<string, CompletionDefinition>>()

/** The completions a session's TypeScript defined, by command. */
export function userCompletions(session: Session): Map<string, CompletionDefinition> {
  let all = bySession.get(session)
  if (all === undefined) bySession.set(session, (all = new Map()))
  return all
}

/** `complete(name, definition)` of TypeScript: how a command's arguments are completed at the prompt. */
export function completeFunction(session: Session) {
  return (name: string, definition: CompletionDefinition): void => {
    if (typeof name !== 'string' || name === '')
      throw new TypeError('complete: the first argument names a command')
    if (definition === null || (typeof definition !== 'object' && typeof definition !== 'function'))
      throw new TypeError(`complete: ${name}: a list, a function or { flags, args } is wanted`)
    if ('protocol' in definition && !/^(?:cobra|tab)$/.test(definition.protocol))
      throw new TypeError(
        `complete: ${name}: ${String(definition.protocol)}: the protocols are cobra and tab`,
      )
    userCompletions(session).set(name, definition)
  }
}
