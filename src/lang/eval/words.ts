import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { type CompiledWord, UnglobbedFields } from '../expand/index.ts'
import { forEachInTurn } from './sequence.ts'
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
    if (quick === undefined || runCommandsBehind(words, at)) return expandFrom(words, shell, at, fields)
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
  if (runCommandsBehind(words, from)) return expandTogether(words, shell, from, fields)
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

/** A command in a later word may make files that a pattern here matches. */
function runCommandsBehind(words: readonly CompiledWord[], from: number): boolean {
  for (let at = from + 1; at < words.length; at++) if ((words[at] as CompiledWord).runsCommands) return true
  return false
}

/** Expands all words before files are looked for, as bash does. */
function expandTogether(
  words: readonly CompiledWord[],
  shell: Environment,
  from: number,
  fields: string[],
): MaybePromise<string[]> {
  const rest = new UnglobbedFields()
  const done = forEachInTurn(words.slice(from), word => word.unglobbed(shell.expansions, rest))
  return chain(done, () => {
    append(fields, rest.globbed(shell.expansions))
    return fields
  })
}

/** Not `push(...more)`: a glob may give more fields than a call takes arguments. */
function append(fields: string[], more: readonly string[]): void {
  for (let at = 0; at < more.length; at++) fields.push(more[at] as string)
}
