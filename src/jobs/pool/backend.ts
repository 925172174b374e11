/** Where the tasks of a pool run. */
export type PoolKind = 'thread' | 'process' | 'coroutine'

/** A function that tasks call, and what another thread or process needs to have it there. */
export interface PoolFunction {
  readonly call: (...args: never[]) => unknown
  /** All it needs, ready to be cloned; made once. Throws what says that it cannot travel. */
  pack(): unknown
  /** An argument of a task, as it can be cloned: `packed` where that takes more than the value itself. */
  packArgument(value: unknown): { readonly packed: unknown } | undefined
  /** A stack as a worker wrote it, with the user's own lines. */
  trace(stack: string): string
}

/** One call. The backend settles it once, by `resolve` or `reject`. */
export interface Task {
  readonly fn: PoolFunction
  readonly args: readonly unknown[]
  /** Milliseconds that one call may take. */
  readonly timeout: number | undefined
  /** What is moved to the worker instead of copied. */
  readonly transfer: readonly object[] | undefined
  /** It begins, on the worker of this number (from 1). */
  started(worker: number): void
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** What runs tasks: worker threads, processes, or the event loop. All of them pass one conformance suite. */
export interface PoolBackend {
  readonly kind: PoolKind
  /** How many run at the same time. */
  readonly size: number
  /** How many tasks it wants to have before the first of them is done. */
  readonly window: number
  /** Processes it is made of. */
  readonly pids: readonly number[]
  /** Runs a task as soon as a worker is free. */
  run(task: Task): void
  /** Ends a task that was given and is not settled; nothing settles it any more. A worker that is busy with it is replaced. */
  cancel(task: Task): void
  /** Hands out nothing, and stops what can be stopped. */
  stop(): void
  continue(): void
  /** Ends its workers; no task may be unsettled. */
  close(): Promise<void>
  /** Ends its workers at once. Tasks that are not settled never will be. */
  terminate(): Promise<void>
}

/** What a worker printed. */
export type PoolOutput = (text: string, stream: 'stdout' | 'stderr') => void

/** A call took longer than its `timeout`. */
export class PoolTimeout extends Error {
  override readonly name = 'TimeoutError'
  constructor(ms: number) {
    super(`took longer than ${ms} ms`)
  }
}

/** A worker ended in the middle of a call. */
export class WorkerCrash extends Error {
  override readonly name = 'WorkerCrash'
}
