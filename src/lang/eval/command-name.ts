import { isPromise } from '../../value/index.ts'
import { compileWord } from '../expand/index.ts'
import type { SimpleCommand, Word, WordPart } from '../syntax/index.ts'
import type { Environment } from './environment.ts'

/** The name that a command will have, as far as it can be known before it runs: looking has no effect. */
export function commandName(shell: Environment, command: SimpleCommand): string | undefined {
  for (const word of command.words) {
    if (word.type !== 'Word' || !onlyReads(word)) return undefined
    const fields = fieldsOf(shell, word)
    // `$SUDO make`: an empty one is no word.
    if (fields?.length !== 0) return fields?.[0]
  }
  return undefined
}

function fieldsOf(shell: Environment, word: Word): string[] | undefined {
  try {
    const fields = compileWord(word).fields(shell.expansions)
    return isPromise(fields) ? undefined : fields
  } catch {
    // It is told when the command runs.
    return undefined
  }
}

/** Expanding it runs nothing and sets nothing. */
function onlyReads({ parts }: Word): boolean {
  return parts.every(readsOnly)
}

function readsOnly(part: WordPart): boolean {
  if (part.type === 'Literal') return !/[*?[{~]/.test(part.value)
  if (part.type === 'DoubleQuoted') return part.parts.every(readsOnly)
  if (part.type === 'ParameterExpansion')
    return part.operation === undefined && !part.indirect && part.subscript?.type !== 'Index'
  return part.type === 'SingleQuoted' || part.type === 'Escaped'
}
