import { outline } from './outline.ts'
import type { Names, StatementKind } from './statement.ts'

/** Answers for texts by the set of names they were given for, so that a line typed key by key is judged once a key. */
const answers = new WeakMap<ReadonlySet<string>, { size: number; kinds: Map<string, StatementKind> }>()
const limit = 256

/**
 * The kind of a whole text, for the prompt's mark and for Enter: `error` or `unfinished` where any statement is, else
 * the first statement's; a comment only where nothing else stands.
 */
export function judge(text: string, names: Names): StatementKind {
  let known = answers.get(names.user)
  if (known === undefined || known.size !== names.user.size || known.kinds.size > limit) {
    answers.set(names.user, (known = { size: names.user.size, kinds: new Map() }))
  }
  let kind = known.kinds.get(text)
  if (kind === undefined) known.kinds.set(text, (kind = judgeText(text, names, true)))
  return kind
}

/** As `judge`; with `skipComments` false a text that begins with a comment is one. */
export function judgeText(text: string, names: Names, skipComments: boolean): StatementKind {
  let first: StatementKind | undefined
  for (const { kind, span } of outline(text, names)) {
    if (kind === 'error' || kind === 'unfinished') return kind
    const blank = span.start === span.end
    if (!blank && (first === undefined || (skipComments && first === 'comment'))) first = kind
  }
  return first ?? 'comment'
}
