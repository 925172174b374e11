import type { Names } from '../../lang/classify/index.ts'
import { contextAt } from '../completion/context.ts'
import { withoutPrefixes } from '../completion/prefix-commands.ts'

export { answersHelp } from '../completion/sources/help-programs.ts'

/** What somebody wants to know about. */
export type HelpSubject =
  /** A command, with the words behind it as far as the cursor. */
  | { readonly type: 'command'; readonly words: readonly string[] }
  /** A name of TypeScript, perhaps with the object it is a member of: `JSON.stringify`. */
  | { readonly type: 'name'; readonly name: string }

/** The word at the cursor, or before it; in a command the command it is an argument of. */
export function helpSubject(text: string, cursor: number, names: Names): HelpSubject | undefined {
  const rest = /^[\w$+@:-]*/.exec(text.slice(cursor))?.[0] ?? ''
  const before = (text.slice(0, cursor) + rest).trimEnd().replace(/\($/, '')
  if (before === '') return undefined
  const context = contextAt(before, names)
  switch (context.type) {
    case 'word': {
      const words = [...context.words, context.word.value]
      const own = withoutPrefixes(words).filter(word => word !== '')
      return { type: 'command', words: own.length > 0 ? own : words }
    }
    case 'member':
      return {
        type: 'name',
        name: context.name === '' ? context.object : `${context.object}.${context.name}`,
      }
    case 'name':
    case 'variable':
      return context.name === '' ? undefined : { type: 'name', name: context.name }
    default:
      return undefined
  }
}
