import { SystemError } from '../../descriptor.ts'
import type { System } from './system.ts'

type Limits = ReadonlyMap<string, { readonly soft: string; readonly hard: string }>

/** Lowering these would hit the shell itself before the child runs. */
const CHILD_ONLY = new Set(['as', 'data', 'rss', 'cpu'])

/** A resource limit as texts: a number in getrlimit's own unit (bytes, seconds, counts), or `unlimited`. */
export function getLimit(
  system: System,
  name: string,
): { readonly soft: string; readonly hard: string } | undefined {
  const resource = system.platform.resources[name]
  if (resource === undefined) return undefined
  const memory = Buffer.alloc(128)
  if (system.libc.getrlimit(resource, memory) !== 0) return undefined
  const text = (at: number): string => {
    const value = memory.readBigUInt64LE(at)
    return value >= system.platform.rlimInfinity ? 'unlimited' : String(value)
  }
  return { soft: text(0), hard: text(8) }
}

function encode(system: System, soft: string, hard: string): Buffer {
  const memory = Buffer.alloc(128)
  const value = (text: string): bigint => (text === 'unlimited' ? system.platform.rlimInfinity : BigInt(text))
  memory.writeBigUInt64LE(value(soft), 0)
  memory.writeBigUInt64LE(value(hard), 8)
  return memory
}

/**
 * Runs a spawn under the soft limits a child shall inherit, and puts the shell's back. Hard limits are never touched here:
 * they could not be raised again.
 */
export function withSoftLimits(system: System, limits: Limits, run: () => number): number {
  const { libc, platform } = system
  const restore: (() => void)[] = []
  try {
    for (const [name, { soft }] of limits) {
      const resource = platform.resources[name]
      if (resource === undefined) throw new SystemError('EINVAL', 'Invalid argument')
      const own = getLimit(system, name)
      if (!own || own.soft === soft || CHILD_ONLY.has(name)) continue
      if (libc.setrlimit(resource, encode(system, soft, own.hard)) !== 0) throw system.error()
      restore.push(() => libc.setrlimit(resource, encode(system, own.soft, own.hard)))
    }
    return run()
  } finally {
    for (const undo of restore) undo()
  }
}

/** Sets soft and hard limits on a child that has just started (Linux): what could not be inherited. */
export function applyLimits(system: System, pid: number, limits: Limits): void {
  for (const [name, { soft, hard }] of limits) {
    const resource = system.platform.resources[name]
    if (resource === undefined) continue
    // It may have ended already; ESRCH is fine.
    system.libc.prlimit?.(pid, resource, encode(system, soft, hard), null)
  }
}

/** The limits a child cannot inherit from this process: `/bin/sh` must set them before it becomes the program. */
export function limitsForShell(system: System, limits: Limits): Limits {
  return new Map(
    [...limits].filter(([name, { soft, hard }]) => {
      const own = getLimit(system, name)
      return own !== undefined && (own.hard !== hard || (CHILD_ONLY.has(name) && own.soft !== soft))
    }),
  )
}
