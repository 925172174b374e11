/** A key, or a paste, as it was typed. */
export type TypedKey =
  | { readonly type: 'key'; readonly chord: string; readonly text: string | undefined }
  | { readonly type: 'paste'; readonly text: string }

/** A change that `.` does again: its keys from the first to the one that left insert mode, without their count. */
export interface Change {
  readonly keys: readonly TypedKey[]
  readonly count: number | undefined
}

/** Keeps the keys of the command in progress, and those of the last one that changed the text. */
export class Recording {
  last: Change | undefined
  #keys: TypedKey[] = []
  #before = ''
  #count: number | undefined
  #isRepeatable = true

  /** A command begins, at this text. */
  begin(text: string): void {
    this.#keys = []
    this.#before = text
    this.#count = undefined
    this.#isRepeatable = true
  }

  add(key: TypedKey): void {
    this.#keys.push(key)
  }

  /** Digits before the command: `.` may be given others. */
  dropCount(count: number): void {
    this.#keys = []
    this.#count = count
  }

  /** What runs now is nothing to repeat: undo, a walk through the history, `.` itself. */
  exclude(): void {
    this.#isRepeatable = false
  }

  /** The command is over. */
  end(text: string): void {
    if (this.#isRepeatable && text !== this.#before && this.#keys.length > 0)
      this.last = { keys: this.#keys, count: this.#count }
  }
}
