import type { Abbreviation } from '../../builtins/index.ts'
import { chain, type MaybePromise } from '../../value/index.ts'
import { knowsNothing } from '../highlight/knowledge.ts'
import { wordBefore, type WordAtCursor } from '../highlight/paint.ts'
import type { Session } from './session.ts'

/** What expanding asks of the shell. */
export interface AbbreviationHost {
  /** The abbreviation a word stands for; quick, since every blank asks. */
  find(word: string, isCommand: boolean): Abbreviation | undefined
  /** Calls its function with the word; undefined if that fails. */
  call(name: string, word: string): Promise<string | undefined>
  readonly commandsOnly: boolean
}

/**
 * Puts the expansion in place of the abbreviation that ends at the cursor, if there is one. The text behind it (a blank)
 * is inserted too; the cursor is behind that, or where the abbreviation wants it.
 */
export function expandAbbreviation(session: Session, behind: string): MaybePromise<boolean> {
  const host = session.host.abbreviations
  const word = host && abbreviationWord(session, host)
  const abbreviation = word && host?.find(word.text, word.isCommand)
  if (word === undefined || abbreviation === undefined) return false
  return chain(expansionOf(abbreviation, word, host), expansion => {
    if (expansion === undefined) return false
    replace(session, word, abbreviation, expansion, behind)
    return true
  })
}

function abbreviationWord({ editor }: Session, host: AbbreviationHost): WordAtCursor | undefined {
  const { text, cursor } = editor.buffer
  // Most blanks come behind what is no word, or behind none that could be one.
  if (cursor === 0 || /[\s"'`]/.test(text.charAt(cursor - 1))) return undefined
  return wordBefore(text, cursor, { ...knowsNothing, commandsOnly: host.commandsOnly })
}

function expansionOf(
  { expansion }: Abbreviation,
  word: WordAtCursor,
  host: AbbreviationHost | undefined,
): MaybePromise<string | undefined> {
  return expansion.type === 'text' ? expansion.text : host?.call(expansion.name, word.text)
}

function replace(
  session: Session,
  word: WordAtCursor,
  { cursorMarker }: Abbreviation,
  expansion: string,
  behind: string,
): void {
  const marked = cursorMarker === undefined ? -1 : expansion.indexOf(cursorMarker)
  const text = marked === -1 ? expansion : expansion.replace(cursorMarker ?? '', () => '')
  session.edit(({ buffer }) => {
    const end = word.start + word.text.length
    const before = buffer.text.slice(0, word.start)
    const cursor = marked === -1 ? word.start + text.length + behind.length : word.start + marked
    return { buffer: { text: before + text + behind + buffer.text.slice(end), cursor } }
  })
}
