import { runInThisContext } from 'node:vm'
import { InspectSession, primitive, type Answer } from './inspect-session.ts'
import type { Diagnostic } from '../../diag/index.ts'
import { Interrupted, evaluations, type Evaluation } from './runtime.ts'
import type { Place, Stacks } from './stack.ts'

/** What watches for Ctrl-C while JavaScript keeps this thread busy (src/os gives one). */
export interface InterruptGate {
  enter(): void
  leave(): void
  /** An evaluation was terminated. */
  terminated(): void
}

/** How a statement ended. `place`: where V8 refused the code, when no stack says it. */
export type Evaluated =
  | { readonly value: unknown }
  | { readonly error: unknown; readonly place?: Place }
  | { readonly diagnostics: readonly Diagnostic[] }

/** Runs what statements became in V8, and ends it when it is interrupted. */
export class Evaluator {
  readonly session = new InspectSession()
  readonly #runtimeName: string
  readonly #stacks: Stacks
  readonly #interrupts: InterruptGate | undefined
  readonly #running = new Map<Evaluation, (reason: unknown) => void>()

  constructor(runtimeName: string, stacks: Stacks, interrupts: InterruptGate | undefined) {
    this.#runtimeName = runtimeName
    this.#stacks = stacks
    this.#interrupts = interrupts
  }

  /** Runs a script until it is done, interrupted or aborted. */
  evaluate(code: string, name: string, signal: AbortSignal | undefined): Promise<Evaluated> {
    const evaluation: Evaluation = {}
    const { promise, resolve } = Promise.withResolvers<Evaluated>()
    const end = (reason: unknown) => {
      evaluation.interrupted = reason
      resolve({ error: reason })
    }
    const onAbort = () => end(signal?.reason)
    if (signal?.aborted === true) return Promise.resolve({ error: signal.reason as unknown })
    signal?.addEventListener('abort', onAbort)
    this.#running.set(evaluation, end)
    this.#interrupts?.enter()
    evaluations.run(evaluation, () =>
      this.session.evaluate(code, answer => resolve(this.#toEvaluated(answer, evaluation, name))),
    )
    return promise.finally(() => {
      this.#interrupts?.leave()
      this.#running.delete(evaluation)
      signal?.removeEventListener('abort', onAbort)
    })
  }

  #toEvaluated(answer: Answer, evaluation: Evaluation, name: string): Evaluated {
    if (answer.type === 'terminated') {
      this.#interrupts?.terminated()
      return { error: evaluation.interrupted ?? new Interrupted() }
    }
    if (answer.type === 'value') {
      if (evaluation.taken !== undefined) return evaluation.taken
      return { value: this.#realValue(answer.object) }
    }
    const { exception, lineNumber, columnNumber } = answer.details
    const error = exception === undefined ? new Error(answer.details.text) : this.#realValue(exception)
    const place = this.#stacks.place(name, lineNumber + 1, columnNumber + 1)
    return { error, ...(place === undefined ? {} : { place }) }
  }

  #realValue(object: Parameters<typeof primitive>[0]): unknown {
    const evaluation: Evaluation = {}
    const take = `function (value) { ${this.#runtimeName}.take(value) }`
    const handed = evaluations.run(evaluation, () => this.session.handOver(object, take))
    return handed ? evaluation.taken?.value : primitive(object)
  }

  /** The value of a function expression, without the inspector's way there and back. */
  now(code: string): unknown {
    const evaluation: Evaluation = {}
    const value: unknown = evaluations.run(evaluation, () => runInThisContext(code, { displayErrors: false }))
    return evaluation.taken === undefined ? value : evaluation.taken.value
  }

  /** The value, or the reason of the interruption that comes before it. */
  untilInterrupted<T>(value: Promise<T>, evaluation: Evaluation): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>()
    this.#running.set(evaluation, reason => {
      evaluation.interrupted = reason
      reject(reason)
    })
    return Promise.race([value, promise]).finally(() => this.#running.delete(evaluation))
  }

  /** Ends what runs: evaluations answer with the reason, code that waits fails at its next step. */
  interrupt(reason: unknown): boolean {
    const running = [...this.#running.values()]
    for (const end of running) end(reason)
    return running.length > 0
  }
}
