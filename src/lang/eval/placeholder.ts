import type { Descriptor, Process, ProcessHost, SpawnPlan } from '../../os/index.ts'
import { chain, decodeBytes, encodeBytes, isPromise, type MaybePromise } from '../../value/index.ts'
import type { Status } from './outcome.ts'

/** A real process that stands for a fork, which has none of its own. */
export interface Placeholder {
  readonly process: Process
  end(status: Status): void
  /** From now on the signal is told instead of ending the process; `ignore`: nothing comes of it; `default`: it ends it. */
  trap(signal: string, how: 'tell' | 'ignore' | 'default'): void
  /** While what was said to `trap` is not in force yet. */
  readonly settling: Promise<void> | undefined
  /** Hears of the signals that are told. */
  onSignal: ((signal: string) => void) | undefined
  /** Sends a signal to it (`kill $BASHPID`), and comes back when it has been told, or has ended the process. */
  deal<T>(signal: string, send: () => T): Promise<T>
}

/** What ends nobody. */
const harmless = new Set(['0', 'CHLD', 'CONT', 'URG', 'WINCH', 'STOP', 'TSTP', 'TTIN', 'TTOU'])
/** Should a signal not come (blocked by whoever started us), who has sent it goes on all the same. */
const patienceMs = 1000

/** Reads commands from a pipe to its end. An interrupted `read` fails in some shells, and not in others. */
const script =
  'while :; do s=; if IFS= read -r line; then eval "$line"; elif [ -z "$s" ]; then exit 0; fi; done'

/**
 * A process that waits for the fork's status on a pipe and ends with it. It ends with us as well, since the pipe does.
 */
export function startPlaceholder(
  host: ProcessHost,
  group: SpawnPlan['group'],
  ignored: Iterable<string>,
): MaybePromise<Placeholder> {
  const commands = host.pipe()
  const signals = host.pipe()
  const started = host.spawn({
    ...program(host),
    environment: [],
    cwd: '/',
    descriptors: new Map([
      [0, commands.read],
      [1, signals.write],
    ]),
    group,
    foreground: false,
    umask: 0o77,
    ignoredSignals: new Set(ignored),
  })
  return chain(started, process => {
    commands.read.close()
    signals.write.close()
    return new StandIn(process, commands.write, signals.read, ignored)
  })
}

/** Where there is no shell (Windows) Node itself waits; it knows of no traps. */
function program(host: ProcessHost): Pick<SpawnPlan, 'file' | 'argv'> {
  if (host.stat('/bin/sh', true) !== undefined) return { file: '/bin/sh', argv: ['sh', '-c', script] }
  const code =
    'process.stdin.on("data",d=>{for(const _ of String(d).match(/^trap/gm)??[])console.log();/exit (\\d+)/.test(d)&&process.exit(+RegExp.$1)}).on("end",()=>process.exit(0))'
  return { file: process.execPath, argv: [process.execPath, '-e', code] }
}

class StandIn implements Placeholder {
  readonly process: Process
  onSignal: ((signal: string) => void) | undefined
  readonly #commands: Descriptor
  readonly #signals: Descriptor
  settling: Promise<void> | undefined
  #settled: PromiseWithResolvers<void> | undefined
  #unanswered = 0
  #told: PromiseWithResolvers<void> | undefined
  readonly #ignored: Set<string>
  #isReading = false
  #isOver = false

  constructor(process: Process, commands: Descriptor, signals: Descriptor, ignored: Iterable<string>) {
    this.#ignored = new Set(ignored)
    this.process = process
    this.#commands = commands
    this.#signals = signals
    void process.ended.then(() => this.#close())
  }

  end(status: Status): void {
    this.#send(`exit ${status}`)
  }

  trap(signal: string, how: 'tell' | 'ignore' | 'default'): void {
    const action = how === 'tell' ? `'echo ${signal}; s=1'` : how === 'ignore' ? "''" : '-'
    if (this.#isOver) return
    if (how === 'ignore') this.#ignored.add(signal)
    else this.#ignored.delete(signal)
    this.#settled ??= Promise.withResolvers<void>()
    this.settling = this.#settled.promise
    this.#unanswered++
    this.#send(`trap ${action} ${signal}; echo`)
    if (this.#isReading) return
    this.#isReading = true
    void this.#listen()
  }

  async deal<T>(signal: string, send: () => T): Promise<T> {
    await this.settling
    const told = (this.#told = Promise.withResolvers<void>())
    const timer = setTimeout(told.resolve, patienceMs)
    const result = send()
    if (!harmless.has(signal) && !this.#ignored.has(signal))
      await Promise.race([this.process.ended, told.promise])
    clearTimeout(timer)
    return result
  }

  #send(line: string): void {
    if (this.#isOver) return
    try {
      const written = this.#commands.write(encodeBytes(`${line}\n`))
      if (isPromise(written)) written.catch(() => undefined)
    } catch {
      // Killed before: nobody wants to know any more.
    }
  }

  async #listen(): Promise<void> {
    try {
      for (;;) {
        const bytes = await this.#signals.read(256)
        if (bytes === undefined) break
        for (const name of decodeBytes(bytes).split('\n').slice(0, -1)) {
          if (name === '') this.#answered()
          else this.onSignal?.(name)
          if (name !== '') this.#told?.resolve()
        }
      }
    } catch {
      // Closed with the process.
    }
  }

  #answered(): void {
    if (--this.#unanswered > 0) return
    this.settling = undefined
    this.#settled?.resolve()
    this.#settled = undefined
  }

  #close(): void {
    this.#unanswered = 1
    this.#answered()
    this.#isOver = true
    this.#commands.close()
    this.#signals.close()
  }
}
