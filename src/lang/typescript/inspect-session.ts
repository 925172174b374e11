import { Session, type Runtime } from 'node:inspector'

/** What V8 answered to an evaluation, before it is turned into real values. */
export type Answer =
  | { readonly type: 'value'; readonly object: Runtime.RemoteObject }
  | { readonly type: 'thrown'; readonly details: Runtime.ExceptionDetails }
  | { readonly type: 'terminated' }

/** V8's REPL mode through the inspector, on this very thread: no port is opened. */
export class InspectSession {
  readonly #session = new Session()

  constructor() {
    this.#session.connect()
  }

  /** Evaluates in REPL mode: names may be declared again, `await` at the top. Answers in a later turn. */
  evaluate(expression: string, answer: (answer: Answer) => void): void {
    this.#session.post(
      'Runtime.evaluate',
      { expression, replMode: true, awaitPromise: true },
      (error, result?: unknown) => answer(toAnswer(error, result)),
    )
  }

  /** Hands the real value behind a description to `take`, a function expression in the scope. */
  handOver(object: Runtime.RemoteObject, take: string): boolean {
    const { objectId } = object
    if (objectId === undefined) return false
    this.#session.post('Runtime.callFunctionOn', {
      functionDeclaration: take,
      objectId,
      arguments: [{ objectId }],
    })
    this.#session.post('Runtime.releaseObject', { objectId })
    return true
  }

  /** The properties of a value, inherited ones too; none where it cannot be had without side effects. */
  properties(expression: string): readonly Runtime.PropertyDescriptor[] {
    let found: readonly Runtime.PropertyDescriptor[] = []
    const wrapped = `(value => value == null ? undefined : Object(value))(${expression})`
    const objectGroup = 'members'
    const options = { expression: wrapped, throwOnSideEffect: true, silent: true, objectGroup }
    this.#session.post('Runtime.evaluate', options, (error, result?: unknown) => {
      const answer = toAnswer(error, result)
      const objectId = answer.type === 'value' ? answer.object.objectId : undefined
      if (objectId === undefined) return
      this.#session.post('Runtime.getProperties', { objectId }, (_, listed?: unknown) => {
        found = (listed as Runtime.GetPropertiesReturnType | undefined)?.result ?? []
      })
    })
    this.#session.post('Runtime.releaseObjectGroup', { objectGroup })
    return found
  }

  close(): void {
    this.#session.disconnect()
  }
}

function toAnswer(error: Error | null, answered: unknown): Answer {
  const result = answered as Runtime.EvaluateReturnType | undefined
  // The inspector reports a terminated evaluation as an error of its own.
  if (error !== null || result === undefined) return { type: 'terminated' }
  if (result.exceptionDetails !== undefined) return { type: 'thrown', details: result.exceptionDetails }
  return { type: 'value', object: result.result }
}

/** A primitive from its description. */
export function primitive(object: Runtime.RemoteObject): unknown {
  const text = object.unserializableValue
  if (text === undefined) return object.value as unknown
  return text.endsWith('n') && text !== 'NaN' ? BigInt(text.slice(0, -1)) : Number(text)
}
