import type { Descriptor } from '../../descriptor.ts'
import { CaptureDescriptor } from './capture.ts'
import { badDescriptor } from './open-file.ts'
import type { System } from './system.ts'

/** A descriptor of ours and the number it shall have in the child. */
export interface Move {
  readonly from: number
  readonly to: number
}

/** The kernel's number of any descriptor; a capture gets its pipe now. Throws EBADF for one without. */
export function kernelNumber(descriptor: Descriptor): number {
  if (descriptor instanceof CaptureDescriptor) return descriptor.capture.writeEnd()
  if (descriptor.fd === undefined) throw badDescriptor()
  return descriptor.fd
}

/**
 * The moves that give a child its descriptors, in an order in which none overwrites the source of a later one: sources
 * that are also targets are copied out of the way first. `release` closes the copies.
 */
export function planMoves(
  system: System,
  descriptors: ReadonlyMap<number, Descriptor>,
): { readonly moves: readonly Move[]; readonly release: (() => void) | undefined } {
  const moves: Move[] = []
  let isSafe = true
  descriptors.forEach((descriptor, to) => {
    const from = kernelNumber(descriptor)
    moves.push({ from, to })
    if (from !== to && descriptors.has(from)) isSafe = false
  })
  return isSafe ? { moves, release: undefined } : copiedFirst(system, descriptors, moves)
}

function copiedFirst(
  system: System,
  descriptors: ReadonlyMap<number, Descriptor>,
  moves: readonly Move[],
): { readonly moves: readonly Move[]; readonly release: () => void } {
  const isTarget = (fd: number): boolean => descriptors.has(fd)
  const above = Math.max(...descriptors.keys()) + 1
  const copies: number[] = []
  const safe = moves.map(move => {
    if (move.from === move.to || !isTarget(move.from)) return move
    const from = system.duplicateAbove(move.from, above)
    copies.push(from)
    return { from, to: move.to }
  })
  return { moves: safe, release: () => copies.forEach(fd => system.libc.close(fd)) }
}

/** Whether they place the same descriptors of ours at the same numbers in the same order. */
export function sameMoves(a: readonly Move[] | undefined, b: readonly Move[]): boolean {
  if (a?.length !== b.length) return false
  for (let i = 0; i < b.length; i++) if (a[i]?.from !== b[i]?.from || a[i]?.to !== b[i]?.to) return false
  return true
}
