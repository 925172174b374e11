import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { CompiledWord } from '../expand/index.ts'
import type { Environment } from './environment.ts'

/** The fields of several words, in one list. */
export function expandWords(words: readonly CompiledWord[], shell: Environment): MaybePromise<string[]> {
  const { length } = words
  const [first] = words
  if (length === 1 && first?.constant !== undefined) return [first.constant]
  // Most words give one field: a list of the right size is not grown again.
  const fields = Array<string>(length)
  for (let at = 0; at < length; at++) {
    const word = words[at] as CompiledWord
    const quick = word.constant ?? word.quick(shell.expansions)
    if (typeof quick === 'string') {
      fields[at] = quick
      continue
    }
    fields.length = at
    if (quick === undefined) return expandFrom(words, shell, at, fields)
    append(fields, quick)
    return expandFrom(words, shell, at + 1, fields)
  }
  return fields
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
