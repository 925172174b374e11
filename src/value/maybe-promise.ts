/** A result that is there at once where it can be: a loop of builtins is not a chain of promises. */
export type MaybePromise<T> = T | Promise<T>

/** True for promises and thenables. */
export function isPromise<T>(value: MaybePromise<T>): value is Promise<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof (value as { then: unknown }).then === 'function'
  )
}

/** Goes on with a value now if it is there, else when it comes. */
export function chain<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isPromise(value) ? value.then(next) : next(value)
}
