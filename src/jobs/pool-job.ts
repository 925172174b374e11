import { isOver } from './job.ts'
import { TaskJob } from './task-job.ts'

/** A run over many items as a job; its value is the results. It is a promise's equal: `catch` and `finally` too. */
export class PoolJob<T = unknown> extends TaskJob<T> {
  /** From now on somebody waits for it. */
  attend(): void {
    this.isAwaited = true
    if (!isOver(this)) this.isForeground = true
  }

  // oxlint-disable-next-line unicorn/no-thenable -- a job is what `await` takes
  override then<A = T, B = never>(
    onValue?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.attend()
    return super.then(onValue, onError)
  }

  catch<B = never>(onError?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onError)
  }

  async finally(run?: (() => void) | null): Promise<T> {
    try {
      return await this
    } finally {
      run?.()
    }
  }
}
