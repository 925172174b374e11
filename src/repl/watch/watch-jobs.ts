import { PassThrough } from 'node:stream'
import { render } from 'ink'
import { createElement } from 'react'
import type { Job, JobTable } from '../../jobs/index.ts'
import type { Descriptor, TerminalControl } from '../../os/index.ts'
import { KeyReader } from '../screen/key-reader.ts'
import { OutputStream } from '../screen/output-stream.ts'
import { jobRow, type LiveUsage } from './job-rows.ts'
import { actionOf, clamp, perform } from './watch-state.ts'
import { WatchScreen, type WatchView } from './watch-screen.tsx'

const alternateOn = '\x1b[?1049h\x1b[H'
const alternateOff = '\x1b[?1049l'
const refreshMs = 1000

/** What the screen needs of the shell. */
export interface WatchHost {
  readonly jobs: JobTable
  readonly input: Descriptor
  readonly output: Descriptor
  readonly terminal: TerminalControl
  /** What the jobs use now. */
  usage(jobs: readonly Job[]): ReadonlyMap<Job, LiveUsage>
  onSignal(signal: string, listener: () => void): () => void
}

/** How it was left: with the job that is to come to the foreground, if one is. */
export interface WatchEnd {
  readonly job: Job | undefined
}

/** `jobs --watch`: a live screen until it is left. */
export async function watchJobs(host: WatchHost): Promise<WatchEnd> {
  const { terminal } = host
  const modes = terminal.saveModes()
  const output = new OutputStream(host.output, () => terminal.size())
  terminal.setEditModes()
  output.write(alternateOn)
  try {
    return await new Watch(host, output).run()
  } finally {
    output.write(alternateOff)
    await output.flushed()
    terminal.restoreModes(modes)
  }
}

class Watch {
  readonly #host: WatchHost
  readonly #output: OutputStream
  readonly #reader: KeyReader
  #selected = 0
  #message = ''

  constructor(host: WatchHost, output: OutputStream) {
    this.#host = host
    this.#output = output
    this.#reader = new KeyReader(host.input)
  }

  async run(): Promise<WatchEnd> {
    const drawn = this.#mount()
    const draw = (): void => drawn.rerender(this.#element())
    const timer = setInterval(draw, refreshMs)
    const stops = [
      this.#host.jobs.onChange(draw),
      this.#host.onSignal('WINCH', () => this.#output.resized()),
      () => clearInterval(timer),
    ]
    try {
      return await this.#keys(draw)
    } finally {
      this.#reader.stop()
      for (const stop of stops) stop()
      drawn.unmount()
    }
  }

  #mount(): ReturnType<typeof render> {
    const stream = this.#output as unknown as NodeJS.WriteStream
    return render(this.#element(), {
      stdout: stream,
      stderr: stream,
      // Keys are ours to read; Ink gets a stream that stays silent.
      stdin: new PassThrough() as unknown as NodeJS.ReadStream,
      exitOnCtrlC: false,
      patchConsole: false,
      interactive: true,
      isScreenReaderEnabled: false,
    })
  }

  #element(): ReturnType<typeof createElement> {
    return createElement(WatchScreen, { view: this.#view(), output: this.#output })
  }

  #view(): WatchView {
    const jobs = this.#host.jobs.list()
    const usage = this.#host.usage(jobs)
    const now = Date.now()
    this.#selected = clamp(this.#selected, jobs)
    const rows = jobs.map(job => jobRow(job, usage.get(job) ?? job.usage, now))
    return { rows, selected: this.#selected, message: this.#message }
  }

  /** Handles keys until one leaves. */
  #keys(draw: () => void): Promise<WatchEnd> {
    return new Promise(resolve => {
      this.#reader.start(
        event => {
          if (event.type !== 'key') return
          const action = actionOf(event.chord, this.#host.jobs.list(), this.#selected)
          this.#message = ''
          if (action?.type === 'leave') return resolve({ job: undefined })
          if (action?.type === 'foreground') return resolve({ job: action.job })
          if (action?.type === 'move') this.#selected = action.to
          else if (action !== undefined) this.#message = perform(action.type, action.job)
          draw()
        },
        () => resolve({ job: undefined }),
      )
    })
  }
}
