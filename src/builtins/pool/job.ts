import type { PoolBackend, PoolRun } from '../../jobs/index.ts'
import { type OwnJob, ownJob, type Shell } from '../../lang/eval/index.ts'
import type { TaskOutput } from './output.ts'
import type { Progress } from './progress.ts'

/** What a run shows of itself in its job. */
export interface RunOfJob {
  readonly run: PoolRun
  readonly backend: PoolBackend
  readonly output: TaskOutput
  readonly progress: Progress | undefined
  results(): readonly unknown[]
}

/** The job that a run is seen as, where there is one. */
export class RunJob {
  readonly #own: OwnJob | undefined
  #unlisten: (() => void) | undefined
  #isOver = false

  constructor(shell: Shell) {
    this.#own = ownJob(shell)
  }

  /** Somebody may ask how far it is, or for its results. */
  get isSeen(): boolean {
    return this.#own !== undefined
  }

  /** It has the terminal, as far as is known. */
  get isForeground(): boolean {
    return this.#own === undefined || this.#own.isForeground
  }

  /** From now on the job tells of the run, and the run stops, goes on and ends with the job. */
  show({ run, backend, output, progress, results }: RunOfJob): void {
    if (this.#own === undefined) return
    const { job, killed } = this.#own
    job.run = {
      get progress() {
        return { done: run.done, failed: run.failed, total: run.total }
      },
      results,
    }
    let isStopped = false
    this.#unlisten = job.onChange(() => {
      if ((job.state === 'stopped') === isStopped) return
      isStopped = job.state === 'stopped'
      if (isStopped) {
        run.stop()
        backend.stop()
        output.stop()
        progress?.stopped()
        progress?.pause()
      } else {
        progress?.continued()
        if (job.isForeground) progress?.resume()
        output.continue()
        backend.continue()
        run.continue()
      }
    })
    void killed.then(() => this.#isOver || run.abort())
  }

  /** Nothing of it runs any more. */
  end(): void {
    this.#isOver = true
    this.#unlisten?.()
  }
}
