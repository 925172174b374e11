const most = 1000

/** How often the next command runs, as it is typed (readline manual, Readline Arguments). */
export class NumericArgument {
  #digits = ''
  #isNegative = false
  /** What C-u makes of it until there are digits; 1: `universal-argument` has not been run. */
  #factor = 1

  /** Undefined where none is typed. */
  get value(): number | undefined {
    if (!this.isBegun) return undefined
    const size = this.#digits === '' ? this.#factor : Number(this.#digits)
    return Math.min(most, size) * (this.#isNegative ? -1 : 1)
  }

  get isBegun(): boolean {
    return this.#digits !== '' || this.#isNegative || this.#factor > 1
  }

  /** A digit, or a minus sign before all digits; false for anything else. */
  add(character: string): boolean {
    const isSign = character === '-' && this.#digits === ''
    if (isSign) this.#isNegative = !this.#isNegative
    else if (/^\d$/.test(character)) this.#digits = (this.#digits + character).slice(-4)
    else return false
    return true
  }

  multiply(): void {
    this.#factor *= 4
  }

  /** The number, which is used up by this. */
  take(): number | undefined {
    const { value } = this
    this.clear()
    return value
  }

  clear(): void {
    this.#digits = ''
    this.#isNegative = false
    this.#factor = 1
  }
}
