import { WorkerCrash } from './backend.ts'
import type { SharedResults } from './shared-results.ts'
import type { WireBatch, WireReply } from './wire.ts'

/** One worker as its backend sees it. It is used for one batch after the other, until it dies. */
export interface WorkerLink {
  readonly pid?: number | undefined
  /** Functions it has got: they need not be sent again. */
  readonly known: Set<number>
  /** What it is sent waits until it has started. */
  readonly isStarting?: boolean
  /** Memory that it shares with the pool, if it can. */
  readonly shared?: SharedResults | undefined
  send(batch: WireBatch, transfer: readonly object[]): void
  /** Ends it, whatever it does. */
  kill(): void
  /** No batch is under way, and none may come. */
  end(): Promise<void>
  stop?(): void
  continue?(): void
}

/** What a link tells. */
export interface LinkEvents {
  reply(reply: WireReply): void
  /** It has got what was sent before it had started: only now its calls begin. */
  ready(): void
  /** It is gone: the call it was at fails with this. */
  died(error: Error): void
}

export type OpenLink = (slot: number, events: LinkEvents) => WorkerLink

/** What is said of a worker that ended by itself. */
export function crashOf(how: string): WorkerCrash {
  return new WorkerCrash(`the worker ${how}`)
}
