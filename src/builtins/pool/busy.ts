import { freemem, loadavg } from 'node:os'
import type { PoolCommandOptions } from './options.ts'

/** The machine is too busy for another task (--memfree, --load). */
export function isBusy({ memfree, load }: PoolCommandOptions): boolean {
  return (memfree !== undefined && freemem() < memfree) || (load !== undefined && (loadavg()[0] ?? 0) > load)
}
