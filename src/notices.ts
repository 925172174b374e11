import { isOver, type Job, jobLine, signalText } from './jobs/index.ts'
import type { Shell } from './lang/eval/index.ts'

/** What a person is told beside the line that runs: above the prompt at once, or after the line. */
export class Notices {
  readonly #listeners = new Set<(text: string) => void>()
  readonly #waiting = new Set<Job>()
  #isRunning = false

  /** The prompt listens: texts appear above the line that is edited. */
  listen(listener: (text: string) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  send(text: string): void {
    for (const listener of this.#listeners) listener(text)
  }

  /** Tells of the jobs of an interactive shell from now on. */
  follow(shell: Shell): void {
    shell.jobs.onTell(job => this.#job(job, shell))
  }

  /** While a line runs, jobs wait with their news (`set -b`: they do not). */
  begin(): void {
    this.#isRunning = true
  }

  /** The line has ended: what is new is told before the next prompt. */
  end(shell: Shell): void {
    this.#isRunning = false
    for (const job of this.#waiting) {
      if (shell.jobs.get(job.id) !== job || !shell.jobs.hasNews(job)) continue
      write(shell, `${tell(job, shell)}\n`)
    }
    this.#waiting.clear()
  }

  #job(job: Job, shell: Shell): void {
    if (job.isForeground) return foregroundNews(job, shell)
    if (!this.#isRunning) this.send(tell(job, shell))
    else if (shell.options.get('notify')) write(shell, `${tell(job, shell)}\n`)
    else this.#waiting.add(job)
  }
}

/** bash: a stop gets a line of its own below the `^Z`, a death its name, and Ctrl-C no more than the end of its line. */
function foregroundNews(job: Job, shell: Shell): void {
  if (job.state === 'stopped') return write(shell, `\n${tell(job, shell)}\n`)
  if (job.signalName === 'INT') return write(shell, '\n')
  if (job.signalName === undefined || job.signalName === 'PIPE') return
  write(shell, `${signalText(job.signalName)}${job.coreDumped ? ' (core dumped)' : ''}\n`)
}

/** The job's line; it has been heard then, and is forgotten if it is over. */
function tell(job: Job, shell: Shell): string {
  const line = jobLine(job, shell.jobs, { directory: shell.cwd })
  shell.jobs.heard(job)
  if (isOver(job)) shell.jobs.remove(job)
  return line
}

function write(shell: Shell, text: string): void {
  const output = shell.host.inherited(2)
  void output?.write(Buffer.from(text))
}
