import type { ResourceUsage } from '../host.ts'
import type { Platform } from './platform.ts'

/** Room for struct rusage: two timevals and fourteen longs. */
export const USAGE_SIZE = 256

/** What struct rusage says; 64-bit layout. */
export function readUsage(memory: Buffer, platform: Platform): ResourceUsage {
  return {
    userMs: readTimeval(memory, 0),
    systemMs: readTimeval(memory, 16),
    maxRssBytes: Number(memory.readBigInt64LE(32)) * platform.maxRssUnit,
  }
}

function readTimeval(memory: Buffer, at: number): number {
  return Number(memory.readBigInt64LE(at)) * 1000 + memory.readInt32LE(at + 8) / 1000
}
