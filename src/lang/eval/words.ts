import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { CompiledWord } from '../expand/index.ts'
import type { Environment } from './environment.ts'

/** The fields of several words, in one list. */
export function expandWords(words: readonly CompiledWord[], shell: Environment): MaybePromise<string[]> {
  // Most words give one field: an array of literal size is not grown again.
  const [first] = words
  if (words.length === 1 && first?.constant !== undefined) return [first.constant]
  return expandFrom(words, shell, 0, [])
}

function expandFrom(
  words: readonly CompiledWord[],
  shell: Environment,
  from: number,
  fields: string[],
): MaybePromise<string[]> {
  for (let at = from; at < words.length; at++) {
    const word = words[at] as CompiledWord
    if (word.constant !== undefined) {
      fields.push(word.constant)
      continue
    }
    const more = word.fields(shell.expansions)
    if (isPromise(more))
      return more.then(list => {
        append(fields, list)
        return expandFrom(words, shell, at + 1, fields)
      })
    if (more.length === 1) fields.push(more[0] as string)
    else append(fields, more)
  }
  return fields
}

/** Not `push(...more)`: a glob may give more fields than a call takes arguments. */
function append(fields: string[], more: readonly string[]): void {
  for (const field of more) fields.push(field)
}
