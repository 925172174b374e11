import type { SystemError } from '../../descriptor.ts'
import type { SpawnPlan } from '../host.ts'
import { systemError } from './errors.ts'
import { trampoline } from '../trampoline.ts'
import { waitingFifos } from './fifo.ts'
import { applyLimits, limitsForShell, withSoftLimits } from './limits.ts'
import { cString, cStringArray, OfLastTexts } from './memory.ts'
import { planMoves, sameMoves, type Move } from './placement.ts'
import type { Signals } from './signals.ts'
import type { System } from './system.ts'

// Opaque structures; generous sizes (glibc: 336 and 80 bytes, Apple: one pointer each).
const ATTRIBUTES_SIZE = 1024
const ACTIONS_SIZE = 512

/** What a spawn needs to know of this process. */
export interface SpawnContext {
  readonly cwd: string
  readonly umask: number
  /** The terminal's descriptor, to hand it to a foreground group. */
  readonly terminal: number | undefined
}

/** A child, and its group if it is not the shell's. */
export interface Spawned {
  readonly pid: number
  readonly group: number | undefined
}

/** What a spawn does in the child before the program, in comparable form. */
interface Actions {
  readonly terminal: number | undefined
  readonly cwd: string | undefined
  readonly ownTerminal: string | undefined
  readonly moves: readonly Move[]
}

/** posix_spawn(3) with everything of a SpawnPlan. */
export class Spawner {
  readonly #system: System
  readonly #signals: Signals
  readonly #attributes = Buffer.alloc(ATTRIBUTES_SIZE)
  readonly #actions = Buffer.alloc(ACTIONS_SIZE)
  readonly #pid = new Int32Array(32)
  #flags: number | undefined
  #heeded: Buffer | undefined
  /** What the file actions say that stand in `#actions`. */
  #actionsAre: Actions | undefined
  #file: { readonly text: string; readonly memory: Buffer } | undefined
  readonly #argv: OfLastTexts
  readonly #environments = new WeakMap<readonly string[], Buffer>()

  constructor(system: System, signals: Signals) {
    this.#system = system
    this.#signals = signals
    this.#argv = new OfLastTexts(texts => cStringArray(system.libc, texts))
    system.libc.posix_spawnattr_init(this.#attributes)
    system.libc.posix_spawnattr_setsigmask(this.#attributes, signals.emptySet)
  }

  /** Starts it. Throws SystemError. */
  spawn(given: SpawnPlan, context: SpawnContext): Spawned {
    const plan = this.#throughShell(given)
    try {
      return this.#start(plan, context)
    } catch (error) {
      if (typeof plan.group !== 'number' || (error as SystemError).code !== 'EPERM') throw error
      // All of the group have ended (`true | { sleep 1; cat; }`): it cannot be joined any more, so a new one follows it.
      return this.#start({ ...plan, group: 'new' }, context)
    }
  }

  #start(plan: SpawnPlan, context: SpawnContext): Spawned {
    const pid = this.#spawn(plan, context)
    return { pid, group: plan.group === 'new' ? pid : plan.group === 'shell' ? undefined : plan.group }
  }

  /** The plan as it is, or of a shell that does first what only the child itself can do. */
  #throughShell(plan: SpawnPlan): SpawnPlan {
    const opens = waitingFifos(plan.descriptors)
    if (!plan.limits && opens.length === 0) return plan
    const limits = plan.limits && limitsForShell(this.#system, plan.limits)
    const command = trampoline({ file: plan.file, argv: plan.argv, limits, opens })
    if (!command) return plan
    const { libc, platform } = this.#system
    const path = plan.file.startsWith('/') ? plan.file : `${plan.cwd}/${plan.file}`
    // The shell would report what cannot be run by a message of its own.
    if (libc.faccessat(platform.AT_FDCWD, cString(path), 1, platform.AT_EACCESS) !== 0)
      throw this.#system.error()
    const descriptors = new Map(plan.descriptors)
    for (const { number } of opens) descriptors.delete(number)
    return { ...plan, ...command, descriptors }
  }

  #spawn(plan: SpawnPlan, context: SpawnContext): number {
    const { moves, release } = planMoves(this.#system, plan.descriptors)
    try {
      for (let i = 0; i < moves.length; i++) {
        const from = moves[i]?.from ?? -1
        if (from <= 2) this.#system.makeBlocking(from)
      }
      this.#setAttributes(plan)
      this.#setActions(plan, context, moves)
      const code = this.#inSurroundings(plan, context)
      if (code !== 0) {
        this.#takeTerminalBack(plan, context)
        throw systemError(this.#system.libc, code)
      }
    } finally {
      release?.()
    }
    const pid = this.#pid[0] ?? 0
    this.#afterwards(pid, plan, context)
    return pid
  }

  #call(plan: SpawnPlan): number {
    const { libc } = this.#system
    if (this.#file?.text !== plan.file) this.#file = { text: plan.file, memory: cString(plan.file) }
    const argv = this.#argv.of(plan.argv)
    const environment = this.#environment(plan.environment)
    return libc.posix_spawn(this.#pid, this.#file.memory, this.#actions, this.#attributes, argv, environment)
  }

  #environment(entries: readonly string[]): Buffer {
    let block = this.#environments.get(entries)
    if (!block) this.#environments.set(entries, (block = cStringArray(this.#system.libc, entries)))
    return block
  }

  #setAttributes(plan: SpawnPlan): void {
    const { libc, platform } = this.#system
    let flags = platform.SPAWN_SETSIGDEF | platform.SPAWN_SETSIGMASK
    if (plan.terminal !== undefined) flags |= platform.SPAWN_SETSID
    else if (plan.group !== 'shell') {
      flags |= platform.SPAWN_SETPGROUP
      libc.posix_spawnattr_setpgroup(this.#attributes, plan.group === 'new' ? 0 : plan.group)
      if (this.#handsTerminal(plan)) flags |= platform.SPAWN_START_SUSPENDED
    }
    if (flags !== this.#flags) libc.posix_spawnattr_setflags(this.#attributes, flags)
    this.#flags = flags
    const heeded = this.#signals.heededBy(plan.ignoredSignals)
    if (heeded !== this.#heeded) libc.posix_spawnattr_setsigdefault(this.#attributes, heeded)
    this.#heeded = heeded
  }

  /** Loops spawn the same again and again: then the actions of last time do. */
  #setActions(plan: SpawnPlan, context: SpawnContext, moves: readonly Move[]): void {
    const terminal = this.#handsTerminal(plan) ? context.terminal : undefined
    const cwd = plan.cwd === context.cwd ? undefined : plan.cwd
    const before = this.#actionsAre
    if (
      before?.terminal === terminal &&
      before?.cwd === cwd &&
      before?.ownTerminal === plan.terminal &&
      sameMoves(before?.moves, moves)
    )
      return
    const { libc } = this.#system
    const actions = this.#actions
    if (before !== undefined) libc.posix_spawn_file_actions_destroy(actions)
    this.#actionsAre = { terminal, cwd, ownTerminal: plan.terminal, moves }
    libc.posix_spawn_file_actions_init(actions)
    if (terminal !== undefined) libc.posix_spawn_file_actions_addtcsetpgrp_np?.(actions, terminal)
    if (cwd !== undefined) libc.posix_spawn_file_actions_addchdir_np(actions, cString(cwd))
    if (plan.terminal !== undefined) this.#addTerminal(plan.terminal, moves)
    for (const { from, to } of moves) libc.posix_spawn_file_actions_adddup2(actions, from, to)
    for (const fd of [0, 1, 2]) {
      if (!plan.descriptors.has(fd)) libc.posix_spawn_file_actions_addclose(actions, fd)
    }
  }

  /** The first terminal that a session's leader opens becomes the session's own. */
  #addTerminal(path: string, moves: readonly Move[]): void {
    const { libc, platform } = this.#system
    const free = Math.max(2, ...moves.flatMap(({ from, to }) => [from, to])) + 1
    libc.posix_spawn_file_actions_addopen(this.#actions, free, cString(path), platform.O.RDWR, 0)
    libc.posix_spawn_file_actions_addclose(this.#actions, free)
  }

  #handsTerminal(plan: SpawnPlan): boolean {
    return plan.foreground && plan.group !== 'shell' && plan.terminal === undefined
  }

  /** What posix_spawn has no attribute for is inherited: set for this one call, and put back. */
  #inSurroundings(plan: SpawnPlan, context: SpawnContext): number {
    if (plan.umask === context.umask && plan.ignoredSignals.size === 0 && !plan.limits)
      return this.#call(plan)
    const { libc } = this.#system
    const run = (): number => this.#call(plan)
    const withMask = (): number => {
      if (plan.umask === context.umask) return run()
      libc.umask(plan.umask)
      const code = run()
      libc.umask(context.umask)
      return code
    }
    const withSignals = (): number => this.#signals.whileIgnored(plan.ignoredSignals, withMask)
    return plan.limits ? withSoftLimits(this.#system, plan.limits, withSignals) : withSignals()
  }

  /** A child that could not become the program has taken the terminal all the same, and its group is gone with it. */
  #takeTerminalBack(plan: SpawnPlan, { terminal }: SpawnContext): void {
    const { libc } = this.#system
    if (terminal !== undefined && this.#handsTerminal(plan)) libc.tcsetpgrp(terminal, libc.getpgrp())
  }

  /** What can only be done to a child that exists. */
  #afterwards(pid: number, plan: SpawnPlan, context: SpawnContext): void {
    const { libc, platform } = this.#system
    if (plan.limits) applyLimits(this.#system, pid, plan.limits)
    if (plan.nice) libc.setpriority(0, pid, plan.nice)
    if (!this.#handsTerminal(plan) || context.terminal === undefined) return
    const group = plan.group === 'new' ? pid : Number(plan.group)
    if (libc.posix_spawn_file_actions_addtcsetpgrp_np && !platform.SPAWN_START_SUSPENDED) return
    libc.tcsetpgrp(context.terminal, group)
    // Apple started it suspended; elsewhere it may have stopped itself on a terminal that was not yet its own.
    libc.kill(-group, this.#signals.numberOf('CONT') ?? 0)
  }
}
