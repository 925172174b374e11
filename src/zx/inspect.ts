import { inspect, type InspectOptions } from 'node:util'
import type { ZxCore } from './configure.ts'

/** What of a ProcessPromise is worth to be seen. */
interface Shown {
  readonly cmd: string
  readonly stage: string
  readonly pid?: number
  readonly output?: { readonly exitCode: number | null; readonly signal: string | null } | null
}

/** A command that runs is shown as one: what zx keeps in it fills a screen and says nothing. */
export function patchInspect({ ProcessPromise }: ZxCore): void {
  const show = function (this: Shown, _depth: number, options: InspectOptions): string {
    const { cmd, stage, pid, output } = this
    const ended = output && { ...(output.signal ? { signal: output.signal } : { exitCode: output.exitCode }) }
    return `ProcessPromise ${inspect({ cmd, stage, ...(pid === undefined ? {} : { pid }), ...ended }, options)}`
  }
  void Object.defineProperty(ProcessPromise.prototype, inspect.custom, { value: show, configurable: true })
}
