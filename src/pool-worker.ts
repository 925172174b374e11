/** What a worker of a pool does, thread or process: opens the functions it is sent, and calls them. */
import type { WireArgument, WireBatch, WireCall, WireReply } from './jobs/index.ts'
import { SharedResults, toWire } from './jobs/index.ts'
import { Loader, Stacks, unpack, type ImportFrom, type Parcel } from './lang/typescript/index.ts'

type Callable = (...args: readonly unknown[]) => unknown

export class PoolWorker {
  readonly #functions = new Map<number, Promise<Callable>>()
  readonly #reply: (reply: WireReply) => void
  #loader: Loader | undefined

  constructor(reply: (reply: WireReply) => void) {
    this.#reply = reply
  }

  /** Makes the calls of a batch, one after the other. */
  async serve(batch: WireBatch): Promise<void> {
    for (const [number, parcel] of batch.functions) this.#accept(number, parcel as Parcel)
    const { id, shared } = batch
    const calls = callsOf(batch.calls)
    if (calls.some(({ fn }) => !this.#functions.has(fn))) return this.#reply({ id, need: true })
    this.#shared = shared === undefined ? undefined : new SharedResults(shared)
    for (const [index, { fn, args }] of calls.entries()) {
      const answered = this.#call(id, index, fn, args)
      if (answered !== undefined) await answered
    }
    this.#reply({ id, done: true })
  }

  /** Where the results of this batch go without a message. */
  #shared: SharedResults | undefined

  /** Does once, for nobody, what the first call needs: a process that waits for work answers that at once. */
  async warmUp(): Promise<void> {
    const functions = [
      { code: '() => undefined', form: 'expression' as const, bindings: [], uses: [], eager: [] },
    ]
    const parcel: Parcel = {
      pieces: [{ type: 'function', unit: 0, index: 0, name: '' }],
      units: [{ strict: false, name: 'nacre-warm-up', shared: [], functions }],
      root: 0,
    }
    await this.serve({ id: 0, calls: [{ fn: 0, args: [] }], functions: [[0, parcel]] })
  }

  #accept(number: number, parcel: Parcel): void {
    if (this.#functions.has(number)) return
    const opened = unpack(parcel, this.#importFrom) as Promise<Callable>
    opened.then(
      fn => this.#opened.set(number, fn),
      () => undefined,
    )
    this.#functions.set(number, opened)
  }

  /** Those that need not be waited for any more. */
  readonly #opened = new Map<number, Callable>()

  #call(id: number, index: number, number: number, args: readonly WireArgument[]): Promise<void> | undefined {
    const fn = this.#opened.get(number)
    if (fn === undefined || args.some(argument => 'packed' in argument))
      return this.#callLater(id, index, number, args)
    try {
      const result = fn(...args.map(argument => (argument as { readonly value: unknown }).value))
      if (!isThenable(result)) {
        this.#answer(id, index, result)
        return undefined
      }
      return Promise.resolve(result).then(
        value => this.#answer(id, index, value),
        (error: unknown) => this.#fail(id, index, error),
      )
    } catch (error) {
      this.#fail(id, index, error)
      return undefined
    }
  }

  async #callLater(id: number, index: number, number: number, args: readonly WireArgument[]): Promise<void> {
    try {
      const fn = await this.#functions.get(number)
      const values = await Promise.all(
        args.map(argument =>
          'packed' in argument ? unpack(argument.packed as Parcel, this.#importFrom) : argument.value,
        ),
      )
      this.#answer(id, index, await fn?.(...values))
    } catch (error) {
      this.#fail(id, index, error)
    }
  }

  #answer(id: number, index: number, value: unknown): void {
    try {
      if (this.#shared?.put(index, value) === true) return
      if (Buffer.isBuffer(value)) this.#reply({ id, index, buffer: new Uint8Array(value) })
      else this.#reply({ id, index, value })
    } catch (error) {
      this.#fail(id, index, new TypeError(`its result cannot come back from a worker: ${messageOf(error)}`))
    }
  }

  #fail(id: number, index: number, error: unknown): void {
    this.#reply({ id, index, error: toWire(error) })
  }

  /** The user's modules, TypeScript too, as the shell imports them. */
  readonly #importFrom: ImportFrom = (specifier, parent, options) => {
    if (this.#loader === undefined) {
      const stacks = new Stacks()
      stacks.install()
      this.#loader = new Loader({ stacks })
    }
    return this.#loader.import(specifier, parent, options)
  }
}

function callsOf(calls: WireBatch['calls']): readonly WireCall[] {
  if (!('fn' in calls)) return calls
  const { fn, values } = calls
  return values.map(value => ({ fn, args: [{ value }] }))
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
