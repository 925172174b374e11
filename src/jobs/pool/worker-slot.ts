import type { Task } from './backend.ts'
import type { TaskTimer } from './task-timer.ts'
import type { WorkerLink } from './worker-link.ts'

/** A worker's place: what it is at. */
export interface Slot {
  readonly number: number
  link: WorkerLink | undefined
  batch: Task[]
  id: number
  /** The first of the batch that is not answered. */
  at: number
  startedAt: number
  timer: TaskTimer | undefined
  /** Looks for shared results while a batch is under way. */
  watch: NodeJS.Timeout | undefined
}

/** One that has no worker yet. */
export function emptySlot(number: number): Slot {
  return {
    number,
    link: undefined,
    batch: [],
    id: 0,
    at: 0,
    startedAt: 0,
    timer: undefined,
    watch: undefined,
  }
}

/** It is at nothing any more. */
export function leave(slot: Slot): void {
  slot.timer?.clear()
  clearInterval(slot.watch)
  slot.batch = []
  slot.at = 0
}

/** Stands for a task of a batch that nobody waits for any more. */
export const cancelled: Task = {
  fn: { call: () => undefined, pack: () => undefined, packArgument: () => undefined, trace: stack => stack },
  args: [],
  timeout: undefined,
  transfer: undefined,
  started: () => undefined,
  resolve: () => undefined,
  reject: () => undefined,
}
