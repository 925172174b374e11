/** Those that are on from the start: cursor keys of their own are not, a visible cursor and wrapping lines are. */
const onAtStart: ReadonlySet<number> = new Set([7, 25])
/** The other screen, by the names it has had. */
const otherScreens: readonly number[] = [47, 1047, 1049]
/** `ESC [ ? 25 ; 1049 h`, `ESC =`, `ESC >` */
// oxlint-disable-next-line no-control-regex -- that is what they begin with
const sequence = /\x1b(?:\[\?([\d;]+)([hl])|([=>]))/g
const longest = 64

/** The modes that a program has switched its screen to (DECSET), so that they can be taken back and set again. */
export class ScreenModes {
  readonly #changed = new Set<number>()
  #hasKeypad = false
  #unfinished = ''

  /** Takes what goes to the screen, in pieces of any size. */
  take(bytes: Uint8Array): void {
    if (this.#unfinished === '' && !bytes.includes(27)) return
    const text = this.#unfinished + Buffer.from(bytes).toString('latin1')
    for (const [, numbers, letter, keypad] of text.matchAll(sequence)) {
      if (keypad !== undefined) this.#hasKeypad = keypad === '='
      else for (const number of (numbers ?? '').split(';')) this.#note(Number(number), letter === 'h')
    }
    const last = text.lastIndexOf('\x1b')
    // oxlint-disable-next-line no-control-regex -- see above
    const isUnfinished =
      last >= 0 && text.length - last < longest && /^\x1b(\[(\?[\d;]*)?)?$/.test(text.slice(last))
    this.#unfinished = isUnfinished ? text.slice(last) : ''
  }

  #note(mode: number, isOn: boolean): void {
    if (isOn === onAtStart.has(mode)) this.#changed.delete(mode)
    else this.#changed.add(mode)
  }

  /** It draws a screen of its own, not lines. */
  get isScreen(): boolean {
    return otherScreens.some(mode => this.#changed.has(mode))
  }

  /** What brings a screen to these modes. */
  get enter(): string {
    return (
      [...this.#changed].map(mode => switched(mode, !onAtStart.has(mode))).join('') +
      (this.#hasKeypad ? '\x1b=' : '')
    )
  }

  /** What brings it back from them: the last first. */
  get leave(): string {
    const back = [...this.#changed].toReversed().map(mode => switched(mode, onAtStart.has(mode)))
    return `\x1b[m${back.join('')}${this.#hasKeypad ? '\x1b>' : ''}`
  }
}

function switched(mode: number, isOn: boolean): string {
  return `\x1b[?${mode}${isOn ? 'h' : 'l'}`
}
