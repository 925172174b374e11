/** What completion would add to a text, from what is known without asking anybody; '' for nothing. */
export type Completing = (text: string, signal: AbortSignal) => Promise<string>

/** A person who types on wants no folder read at every key. */
const pauseMs = 30

/** Suggestions where the history has none: names and files. They are looked for behind the keys. */
export class CompletionSuggestions {
  readonly #completing: Completing | undefined
  readonly #onNews: () => void
  #known: { readonly asked: string; readonly whole: string } | undefined
  #waiting: { readonly text: string; readonly abort: AbortController } | undefined

  constructor(completing: Completing | undefined, onNews: () => void) {
    this.#completing = completing
    this.#onNews = onNews
  }

  /** What is known to go on with now; what is not known is looked for, and `onNews` tells of it. */
  suggest(text: string): string {
    const { asked, whole } = this.#known ?? { asked: '', whole: '' }
    if (text.startsWith(asked) && whole.startsWith(text) && (text === asked || whole.length > text.length))
      return whole.slice(text.length)
    if (this.#completing !== undefined && this.#waiting?.text !== text) this.#ask(text, this.#completing)
    return ''
  }

  /** Another line begins, or another source answers: nothing is waited for any more. */
  stop(): void {
    this.#waiting?.abort.abort()
    this.#waiting = undefined
  }

  forget(): void {
    this.stop()
    this.#known = undefined
  }

  #ask(text: string, completing: Completing): void {
    this.stop()
    const abort = new AbortController()
    this.#waiting = { text, abort }
    const timer = setTimeout(() => void this.#look(text, completing, abort.signal), pauseMs)
    abort.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  }

  async #look(text: string, completing: Completing, signal: AbortSignal): Promise<void> {
    const added = await completing(text, signal).catch(() => '')
    if (signal.aborted) return
    this.#waiting = undefined
    this.#known = { asked: text, whole: text + added }
    if (added !== '') this.#onNews()
  }
}
