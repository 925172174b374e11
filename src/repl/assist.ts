/** What helps while typing, loaded behind the first prompt: colours and suggestions. */
import type { HistoryStore } from '../store/index.ts'
import { Highlighter, type Highlighting, type Selection } from './highlight/highlighter.ts'
import type { Theme } from './highlight/theme.ts'
import { World, type WorldHost } from './highlight/world.ts'
import { CompletionSuggestions, type Completing } from './suggest/from-completion.ts'
import { suggestFromHistory } from './suggest/from-history.ts'

/** What the session asks of those who help. All of it answers at once. */
export interface Assistance {
  highlight(text: string, cursor: number, selection?: Selection): Highlighting
  /** How texts look from now on. */
  theme: Theme
  /** What the text could go on with, or ''. */
  suggest(text: string): string
  /** A new line begins; `last` was run before it. */
  begin(last: string | undefined): void
}

/** Answers that come within this time are drawn together. */
const gatherMs = 5

/** `onNews`: something looks other than it was last told. `completing`: what to suggest where the history has nothing. */
export function createAssistance(
  host: WorldHost,
  history: HistoryStore,
  onNews: () => void,
  completing?: Completing,
): Assistance {
  return new Assistant(host, history, onNews, completing)
}

class Assistant implements Assistance {
  readonly #world: World
  readonly #highlighter: Highlighter
  readonly #history: HistoryStore
  readonly #onNews: () => void
  #last: string | undefined
  #timer: NodeJS.Timeout | undefined
  /** What was asked and answered last. */
  #shown: { readonly ask: Parameters<Assistance['highlight']>; readonly answer: Highlighting } | undefined
  #suggested: { readonly text: string; readonly suggestion: string } | undefined

  readonly #completion: CompletionSuggestions

  constructor(
    host: WorldHost,
    history: HistoryStore,
    onNews: () => void,
    completing: Completing | undefined,
  ) {
    this.#history = history
    this.#onNews = onNews
    this.#world = new World(host, () => {
      if (this.#timer === undefined) this.#timer = setTimeout(() => this.#review(), gatherMs)
    })
    this.#highlighter = new Highlighter(this.#world)
    this.#completion = new CompletionSuggestions(completing, onNews)
  }

  get theme(): Theme {
    return this.#highlighter.theme
  }
  set theme(theme: Theme) {
    this.#highlighter.theme = theme
  }

  highlight(...ask: Parameters<Assistance['highlight']>): Highlighting {
    const answer = this.#highlighter.highlight(...ask)
    this.#shown = { ask, answer }
    return answer
  }

  suggest(text: string): string {
    const isPlausible = (line: string): boolean => folderExists(this.#world, line)
    const line = suggestFromHistory(this.#history, text, { last: this.#last, isPlausible })
    if (line !== undefined) this.#completion.stop()
    const suggestion = line?.slice(text.length) ?? this.#completion.suggest(text)
    this.#suggested = { text, suggestion }
    return suggestion
  }

  begin(line: string | undefined): void {
    this.#last = line
    this.#world.forget()
    this.#completion.forget()
    this.#highlighter.refresh()
    this.#shown = this.#suggested = undefined
  }

  /** More is known now: it is drawn again if that makes a difference. */
  #review(): void {
    this.#timer = undefined
    this.#highlighter.refresh()
    const { shown, suggested } = { shown: this.#shown, suggested: this.#suggested }
    const isSame =
      shown !== undefined &&
      isAlike(this.highlight(...shown.ask), shown.answer) &&
      (suggested === undefined || this.suggest(suggested.text) === suggested.suggestion)
    if (!isSame) this.#onNews()
  }
}

function isAlike({ styles }: Highlighting, { styles: others }: Highlighting): boolean {
  return (
    styles.length === others.length &&
    styles.every((run, index) => {
      const other = others[index]
      return run.start === other?.start && run.end === other.end && run.style === other.style
    })
  )
}

/** `cd folder` is no good where there is no such folder. */
function folderExists(world: World, line: string): boolean {
  const folder = /^cd\s+([^\s'"\\$*?[{`;&|<>()-][^\s'"\\$*?[{`;&|<>()]*)\s*$/.exec(line)?.[1]
  return folder === undefined || world.path(folder) === true
}
