import type { PoolFunction, Task } from './backend.ts'
import { wireArgument, type WireCall, type WireValues } from './wire.ts'
import type { Slot } from './worker-slot.ts'
import type { WorkerLink } from './worker-link.ts'

/** Batches on their way to workers: a function goes to each worker once, by its number from then on. */
export class Outgoing {
  readonly #numbers = new Map<PoolFunction, number>()

  /** `all`: with every function, whatever the worker is believed to have. Throws for what cannot be cloned. */
  send({ id, batch }: Pick<Slot, 'id' | 'batch'>, link: WorkerLink, all: boolean): void {
    const functions = new Map<number, unknown>()
    const transfer: object[] = []
    for (const task of batch) {
      const number = this.#numberOf(task.fn)
      if (all || !link.known.has(number) || task.transfer !== undefined) functions.set(number, task.fn.pack())
      if (task.transfer !== undefined) transfer.push(...task.transfer)
    }
    link.shared?.clear()
    const message = { id, calls: this.#calls(batch), functions: [...functions] }
    link.send({ ...message, shared: link.shared?.buffer }, transfer)
    for (const number of functions.keys()) link.known.add(number)
  }

  #calls(batch: readonly Task[]): readonly WireCall[] | WireValues {
    const values: unknown[] = []
    const [first] = batch
    for (const { fn, args } of batch) {
      const [value] = args
      const isPlain = typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol'
      if (fn !== first?.fn || args.length !== 1 || !isPlain) break
      values.push(value)
    }
    if (first !== undefined && values.length === batch.length) return { fn: this.#numberOf(first.fn), values }
    return batch.map(({ fn, args }) => ({
      fn: this.#numberOf(fn),
      args: args.map(value => wireArgument(fn, value)),
    }))
  }

  #numberOf(fn: PoolFunction): number {
    let number = this.#numbers.get(fn)
    if (number === undefined) this.#numbers.set(fn, (number = this.#numbers.size))
    return number
  }
}
