import type { ResourceUsage } from '../host.ts'
import type { Platform } from './platform.ts'

/** Room for struct rusage: two timevals and fourteen longs. */
export const USAGE_SIZE = 256

/** What struct rusage says; 64-bit layout. */
export function readUsage(memory: Buffer, platform: Platform): ResourceUsage {
  return {
    userMs: readTimeval(memory, 0),
    systemMs: readTimeval(memory, 16),
    maxRssBytes: readLong(memory, 32) * platform.maxRssUnit,
  }
}

function readTimeval(memory: Buffer, at: number): number {
  return readLong(memory, at) * 1000 + memory.readInt32LE(at + 8) / 1000
}

/** A `long` that is not negative; no BigInt, since every child that ends is asked for three of them. */
function readLong(memory: Buffer, at: number): number {
  return memory.readUInt32LE(at) + memory.readUInt32LE(at + 4) * 2 ** 32
}
