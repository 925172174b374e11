/** What of the terminal an input in use needs (TerminalControl has it). */
interface InputModes {
  setModes?(modes: { readonly echo: boolean; readonly canonical: boolean }): void
}

/** `process.stdin`, once the user's code has it: while the prompt waits the keys are the prompt's, however much the code reads. */
export class InputGuard {
  #stream: NodeJS.ReadStream | undefined
  #isHeld = false
  #wasRaw = false

  constructor() {
    const before = Object.getOwnPropertyDescriptor(process, 'stdin')
    const read = before?.get
    if (before === undefined || read === undefined) return
    const get = (): NodeJS.ReadStream => (this.#stream ??= read.call(process) as NodeJS.ReadStream)
    Object.defineProperty(process, 'stdin', { ...before, get })
  }

  /** Takes the keys from who reads them. */
  hold(): void {
    const stream = this.#stream
    if (stream?.isTTY !== true || this.#isHeld) return
    const isRead = stream.readableFlowing === true || stream.listenerCount('readable') > 0
    if (!isRead || stream.isPaused()) return
    this.#isHeld = true
    this.#wasRaw = stream.isRaw
    stream.pause()
  }

  /** Gives them back. One who had raw keys has them again, but for Ctrl-C, which stops what the session runs. */
  release(terminal: InputModes | undefined): void {
    if (!this.#isHeld || this.#stream === undefined) return
    this.#isHeld = false
    if (this.#wasRaw && this.#stream.isRaw) terminal?.setModes?.({ echo: false, canonical: false })
    this.#stream.resume()
  }
}
