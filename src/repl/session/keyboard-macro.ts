import type { KeyEvent } from '../keys/key.ts'

type Typed = Exclude<KeyEvent, { readonly type: 'report' }>

/** Keys that are kept to be typed again (readline manual, Keyboard Macros). */
export class KeyboardMacro {
  #recorded: Typed[] | undefined
  #last: readonly Typed[] = []
  #isPlaying = false

  get isRecording(): boolean {
    return this.#recorded !== undefined
  }

  /** True while the keys come from the macro and from no keyboard. */
  get isPlaying(): boolean {
    return this.#isPlaying
  }

  start(): void {
    this.#recorded = []
  }

  add(event: KeyEvent): void {
    if (event.type !== 'report' && !this.#isPlaying) this.#recorded?.push(event)
  }

  /** The last `own` keys were those that ended it. False if none was begun. */
  end(own: number): boolean {
    if (this.#recorded === undefined) return false
    this.#last = this.#recorded.slice(0, Math.max(0, this.#recorded.length - own))
    this.#recorded = undefined
    return true
  }

  /** Hands the keys over again; false while they are being kept, or where there are none. */
  play(type: (event: KeyEvent) => void): boolean {
    if (this.#recorded !== undefined || this.#isPlaying || this.#last.length === 0) return false
    this.#isPlaying = true
    try {
      for (const event of this.#last) type(event)
    } finally {
      this.#isPlaying = false
    }
    return true
  }

  /** The keys, as a person would name them. */
  get shown(): string {
    const names = this.#last.map(event => {
      if (event.type === 'paste') return event.text
      return event.text !== undefined && event.text >= ' ' ? event.text : `<${event.chord}>`
    })
    return names.join('')
  }
}
