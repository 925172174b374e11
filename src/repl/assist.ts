/** What helps while typing, loaded behind the first prompt: colours and suggestions. */
import type { HistoryStore } from '../store/index.ts'
import { Highlighter, type Highlighting, type Selection } from './highlight/highlighter.ts'
import { World, type WorldHost } from './highlight/world.ts'
import { suggestFromHistory } from './suggest/from-history.ts'

/** What the session asks of those who help. All of it answers at once. */
export interface Assistance {
  highlight(text: string, cursor: number, selection?: Selection): Highlighting
  /** What the text could go on with, or ''. */
  suggest(text: string): string
  /** A new line begins; `last` was run before it. */
  begin(last: string | undefined): void
}

/** `onNews`: something looked better than it does now. */
export function createAssistance(host: WorldHost, history: HistoryStore, onNews: () => void): Assistance {
  let last: string | undefined
  const world = new World(host, () => {
    highlighter.refresh()
    onNews()
  })
  const highlighter = new Highlighter(world)
  return {
    highlight: (text, cursor, selection) => highlighter.highlight(text, cursor, selection),
    suggest(text) {
      const isPlausible = (line: string): boolean => folderExists(world, line)
      return suggestFromHistory(history, text, { last, isPlausible })?.slice(text.length) ?? ''
    },
    begin(line) {
      last = line
      world.forget()
      highlighter.refresh()
    },
  }
}

/** `cd folder` is no good where there is no such folder. */
function folderExists(world: World, line: string): boolean {
  const folder = /^cd\s+([^\s'"\\$*?[{`;&|<>()-][^\s'"\\$*?[{`;&|<>()]*)\s*$/.exec(line)?.[1]
  return folder === undefined || world.path(folder) === true
}
