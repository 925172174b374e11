/** A key, or a paste, as it was typed. */
export type TypedKey =
  | { readonly type: 'key'; readonly chord: string; readonly text: string | undefined }
  | { readonly type: 'paste'; readonly text: string }

/** A change that `.` does again: its keys from the first to the one that left insert mode, without their count. */
export interface Change {
  /** It was done to a selection of this size. */
  readonly selected?: SelectionSize
  readonly keys: readonly TypedKey[]
  readonly count: number | undefined
}

/** How much was selected: so many lines, or up to a character of the last one. */
export interface SelectionSize {
  readonly lines: number
  /** Characters of the last line; of the only one, from the start of the selection. */
  readonly characters: number
  readonly isLinewise: boolean
}

/** Keeps the keys of the command in progress, and those of the last one that changed the text. */
export class Recording {
  last: Change | undefined
  #keys: TypedKey[] = []
  #before = ''
  #count: number | undefined
  #isRepeatable = true
  #selected: SelectionSize | undefined

  /** A command begins, at this text. */
  begin(text: string): void {
    this.#keys = []
    this.#before = text
    this.#count = undefined
    this.#isRepeatable = true
    this.#selected = undefined
  }

  /** The next key belongs to a command on a selection: `.` selects as much, whatever the keys before it were. */
  select(size: SelectionSize): void {
    this.#keys = []
    this.#isRepeatable = true
    this.#selected = size
  }

  add(key: TypedKey): void {
    this.#keys.push(key)
  }

  /** The key was a digit before the command: `.` may be given others. */
  dropDigit(count: number): void {
    this.#keys.pop()
    this.#count = count
  }

  /** What runs now is nothing to repeat: undo, a walk through the history, `.` itself. */
  exclude(): void {
    this.#isRepeatable = false
  }

  /** The command is over. */
  end(text: string): void {
    if (this.#isRepeatable && text !== this.#before && this.#keys.length > 0)
      this.last = { keys: this.#keys, count: this.#count, selected: this.#selected }
  }
}
