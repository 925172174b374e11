import { isPromise } from '../../value/index.ts'
import type { Ask, Verdict } from './pace.ts'

/** Whose tasks are let in. */
export interface Admitted {
  /** It was asked whether a task may begin, and now it may. */
  again(): void
  /** There are too many. */
  endYoungest(): void
}

const firstMs = 100
const longestMs = 1000

/** Lets tasks begin as the machine allows; asks now and then, also while none wants to begin, whether there are too many. */
export class Admission {
  readonly #ask: Ask
  readonly #owner: Admitted
  #isAllowed = false
  #isAsking = false
  #isHeld = false
  #timer: NodeJS.Timeout | undefined
  #ms = firstMs

  constructor(ask: Ask, owner: Admitted) {
    this.#ask = ask
    this.#owner = owner
  }

  /** One task may begin. If not, `again` is called when it may be asked again. */
  take(): boolean {
    if (!this.#isAllowed && !this.#isAsking && this.#timer === undefined) this.#consult(false)
    if (!this.#isAllowed) return false
    this.#isAllowed = false
    this.#ms = firstMs
    // The next one asks at once.
    this.#clear()
    return true
  }

  stop(): void {
    this.#isHeld = true
    this.#clear()
  }

  continue(): void {
    this.#isHeld = false
    this.#wait()
  }

  close(): void {
    this.stop()
  }

  /** A task has begun: it may turn out to be too much. */
  watch(): void {
    if (this.#timer === undefined && !this.#isAsking) this.#wait()
  }

  #consult(tells: boolean): void {
    const verdict = this.#ask()
    if (!isPromise(verdict)) return this.#heard(verdict, tells)
    this.#isAsking = true
    const heard = (found: Verdict): void => {
      this.#isAsking = false
      if (!this.#isHeld) this.#heard(found, true)
    }
    // What cannot be asked allows nothing.
    verdict.then(heard, () => heard('wait'))
  }

  #heard(verdict: Verdict, tells: boolean): void {
    this.#isAllowed = verdict === 'start'
    if (verdict === 'end') this.#owner.endYoungest()
    this.#wait()
    if (this.#isAllowed && tells) this.#owner.again()
  }

  #wait(): void {
    this.#clear()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#consult(true)
    }, this.#ms)
    this.#ms = Math.min(longestMs, this.#ms * 1.1)
  }

  #clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
