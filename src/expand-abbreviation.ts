import { abbreviationFor, abbreviations } from './builtins/index.ts'
import { makeSource } from './diag/index.ts'
import { quoteWord } from './lang/syntax/index.ts'
import type { PromptHost } from './repl/index.ts'
import type { Nacre } from './shell/index.ts'

/** The abbreviations of a shell, for the prompt. A function that fails leaves the word as it is. */
export function abbreviationsOf({ shell, session }: Nacre): NonNullable<PromptHost['abbreviations']> {
  return {
    commandsOnly: session.commandsOnly,
    find(word, isCommand) {
      const all = abbreviations(session)
      return all.size === 0 ? undefined : abbreviationFor(all, word, isCommand)
    },
    async call(name, word) {
      const { status } = shell
      const source = makeSource('abbr', `${quoteWord(name)} ${quoteWord(word)}`)
      const result = await shell.capture(source)
      shell.status = status
      return result.status === 0 ? result.output.replace(/\n+$/, '') : undefined
    },
  }
}
