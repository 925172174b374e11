import { ShellError, type ExpandHost } from './host.ts'

/** A subscript whose command is still running. Who cannot wait for it has a message at least. */
export class Unexpanded extends ShellError {
  readonly text: string
  readonly expanded: Promise<string>

  constructor(text: string, expanded: Promise<string>) {
    super(`[${text}]: a command in this subscript cannot be waited for`)
    this.text = text
    this.expanded = expanded
    expanded.catch(() => undefined)
  }
}

/** What subscripts came to, while an expression that needs them is evaluated again. */
const answers = new WeakMap<ExpandHost, ReadonlyMap<string, Iterator<string, undefined>>>()

/** What a subscript came to before, in the order it was asked for; undefined the first time. */
export function nextAnswer(text: string, host: ExpandHost): string | undefined {
  return answers.get(host)?.get(text)?.next().value
}

/**
 * Waits for the subscripts an evaluation could not have at once, and evaluates again from the start. Any other error is
 * thrown as it is.
 */
export function whenExpanded<T>(error: unknown, host: ExpandHost, evaluate: () => T): Promise<T> {
  if (error instanceof Unexpanded) return evaluateAgain(error, host, evaluate)
  throw error
}

async function evaluateAgain<T>(first: Unexpanded, host: ExpandHost, evaluate: () => T): Promise<T> {
  const known = new Map<string, string[]>()
  for (let waits = first; ;) {
    known.set(waits.text, [...(known.get(waits.text) ?? []), await waits.expanded])
    answers.set(host, new Map(Array.from(known, ([text, values]) => [text, values.values()])))
    try {
      return evaluate()
    } catch (error) {
      if (!(error instanceof Unexpanded)) throw error
      waits = error
    } finally {
      answers.delete(host)
    }
  }
}
