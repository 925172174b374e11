import { cString } from './memory.ts'
import { sameMoves, type Move } from './placement.ts'
import type { System } from './system.ts'

/** Generous (glibc: 80 bytes, Apple: one pointer). */
const ACTIONS_SIZE = 512
const KEPT = 4

/** What a spawn does in the child before the program, in comparable form. */
export interface Actions {
  /** It takes this terminal. */
  readonly terminal: number | undefined
  readonly cwd: string | undefined
  /** The terminal of its own session. */
  readonly ownTerminal: string | undefined
  /** All descriptors it gets; of the first three what is not among them is closed. */
  readonly moves: readonly Move[]
}

/** posix_spawn_file_actions_t. Loops spawn the same again and again, a pool a few by turns: those last used are kept. */
export class FileActions {
  readonly #system: System
  readonly #kept: { readonly actions: Actions; readonly memory: Buffer }[] = []

  constructor(system: System) {
    this.#system = system
  }

  /** Valid until it is asked for others. */
  of(actions: Actions): Buffer {
    for (const kept of this.#kept) if (sameActions(kept.actions, actions)) return kept.memory
    const memory = this.#memory()
    this.#fill(memory, actions)
    this.#kept.unshift({ actions, memory })
    return memory
  }

  #memory(): Buffer {
    const { libc } = this.#system
    const oldest = this.#kept.length < KEPT ? undefined : this.#kept.pop()
    if (oldest !== undefined) libc.posix_spawn_file_actions_destroy(oldest.memory)
    const memory = oldest?.memory ?? Buffer.alloc(ACTIONS_SIZE)
    libc.posix_spawn_file_actions_init(memory)
    return memory
  }

  #fill(memory: Buffer, { terminal, cwd, ownTerminal, moves }: Actions): void {
    const { libc } = this.#system
    if (terminal !== undefined) libc.posix_spawn_file_actions_addtcsetpgrp_np?.(memory, terminal)
    if (cwd !== undefined) libc.posix_spawn_file_actions_addchdir_np(memory, cString(cwd))
    if (ownTerminal !== undefined) this.#addTerminal(memory, ownTerminal, moves)
    for (const { from, to } of moves) libc.posix_spawn_file_actions_adddup2(memory, from, to)
    for (const fd of [0, 1, 2])
      if (!moves.some(({ to }) => to === fd)) libc.posix_spawn_file_actions_addclose(memory, fd)
  }

  /** The first terminal that a session's leader opens becomes the session's own. */
  #addTerminal(memory: Buffer, path: string, moves: readonly Move[]): void {
    const { libc, platform } = this.#system
    const free = Math.max(2, ...moves.flatMap(({ from, to }) => [from, to])) + 1
    libc.posix_spawn_file_actions_addopen(memory, free, cString(path), platform.O.RDWR, 0)
    libc.posix_spawn_file_actions_addclose(memory, free)
  }
}

function sameActions(a: Actions, b: Actions): boolean {
  return (
    a.terminal === b.terminal &&
    a.cwd === b.cwd &&
    a.ownTerminal === b.ownTerminal &&
    sameMoves(a.moves, b.moves)
  )
}
