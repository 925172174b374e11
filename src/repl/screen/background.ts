import type { Background } from '../highlight/theme.ts'

/** OSC 11 asks for the background, DA1 is answered by every terminal: behind its answer no other will come. */
const backgroundQuery = '\x1b]11;?\x1b\\\x1b[c'

/** The background in an answer to OSC 11 (`rgb:ffff/ffff/dddd`, XParseColor); undefined where it is none. */
export function backgroundOf(report: string): Background | undefined {
  const [, ...parts] = /^\x1b\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i.exec(report) ?? []
  if (parts.length < 3) return undefined
  const [red = 0, green = 0, blue = 0] = parts.map(
    part => Number.parseInt(part, 16) / (16 ** part.length - 1),
  )
  // ITU-R BT.709: how bright it is to an eye.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5 ? 'light' : 'dark'
}

/** True for the answer to DA1. */
function isLastAnswer(report: string): boolean {
  return /^\x1b\[\?[\d;]*c$/.test(report)
}

/** What COLORFGBG tells (`0;15`, rxvt's): the last number is the background's colour. */
export function backgroundOfVariable(value: string | undefined): Background | undefined {
  const color = /;(\d{1,2})$/.exec(value ?? '')?.[1]
  if (color === undefined) return undefined
  return color === '7' || Number(color) > 8 ? 'light' : 'dark'
}

export interface BackgroundHost {
  /** Writes the question; keys wait until `settled`. */
  ask(query: string): void
  settled(background: Background | undefined): void
}

/** A terminal that does not answer is not waited for; what it says later is taken for what it is. */
const patienceMs = 200

/** Asks the terminal for its background, once. */
export class BackgroundQuestion {
  readonly #host: BackgroundHost
  #state: 'new' | 'asked' | 'over' = 'new'
  #found: Background | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(host: BackgroundHost) {
    this.#host = host
  }

  ask(): void {
    if (this.#state !== 'new') return
    this.#state = 'asked'
    this.#host.ask(backgroundQuery)
    this.#timer = setTimeout(() => this.#settle(), patienceMs)
  }

  /** An answer of the terminal, perhaps to our question. */
  answered(report: string): void {
    if (this.#state !== 'asked') return
    this.#found ??= backgroundOf(report)
    if (isLastAnswer(report)) this.#settle()
  }

  #settle(): void {
    clearTimeout(this.#timer)
    this.#state = 'over'
    this.#host.settled(this.#found)
  }
}
