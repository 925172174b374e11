import type { SystemError } from '../../descriptor.ts'
import type { SpawnPlan } from '../host.ts'
import { systemError } from './errors.ts'
import { trampoline } from '../trampoline.ts'
import { waitingFifos } from './fifo.ts'
import { FileActions } from './file-actions.ts'
import { applyLimits, limitsForShell, withSoftLimits } from './limits.ts'
import { cString, cStringArray, StringArrays } from './memory.ts'
import { planMoves, type Move } from './placement.ts'
import type { Signals } from './signals.ts'
import type { System } from './system.ts'

/** An opaque structure; generous (glibc: 336 bytes, Apple: one pointer). */
const ATTRIBUTES_SIZE = 1024

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

/** posix_spawn(3) with everything of a SpawnPlan. */
export class Spawner {
  readonly #system: System
  readonly #signals: Signals
  readonly #attributes = Buffer.alloc(ATTRIBUTES_SIZE)
  readonly #actions: FileActions
  readonly #pid = new Int32Array(32)
  #flags: number | undefined
  #heeded: Buffer | undefined
  #file: { readonly text: string; readonly memory: Buffer } | undefined
  readonly #argv: StringArrays
  readonly #ownEnvironment: StringArrays
  readonly #environments = new WeakMap<readonly string[], Buffer>()

  constructor(system: System, signals: Signals) {
    this.#system = system
    this.#signals = signals
    this.#actions = new FileActions(system)
    this.#argv = new StringArrays(system.libc)
    this.#ownEnvironment = new StringArrays(system.libc)
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
      const actions = this.#actionsOf(plan, context, moves)
      const code = this.#inSurroundings(plan, context, actions)
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

  #call(plan: SpawnPlan, actions: Buffer): number {
    const { libc } = this.#system
    if (this.#file?.text !== plan.file) this.#file = { text: plan.file, memory: cString(plan.file) }
    const argv = this.#argv.of(plan.argv)
    const environment = this.#environment(plan)
    return libc.posix_spawn(this.#pid, this.#file.memory, actions, this.#attributes, argv, environment)
  }

  #environment({ environment, ownEnvironment }: SpawnPlan): Buffer {
    let array = this.#environments.get(environment)
    if (!array) this.#environments.set(environment, (array = cStringArray(this.#system.libc, environment)))
    if (ownEnvironment === undefined) return array
    return this.#ownEnvironment.of(ownEnvironment, { array, count: environment.length })
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

  #actionsOf(plan: SpawnPlan, context: SpawnContext, moves: readonly Move[]): Buffer {
    return this.#actions.of({
      terminal: this.#handsTerminal(plan) ? context.terminal : undefined,
      cwd: plan.cwd === context.cwd ? undefined : plan.cwd,
      ownTerminal: plan.terminal,
      moves,
    })
  }

  #handsTerminal(plan: SpawnPlan): boolean {
    return plan.foreground && plan.group !== 'shell' && plan.terminal === undefined
  }

  /** What posix_spawn has no attribute for is inherited: set for this one call, and put back. */
  #inSurroundings(plan: SpawnPlan, context: SpawnContext, actions: Buffer): number {
    if (plan.umask === context.umask && plan.ignoredSignals.size === 0 && !plan.limits)
      return this.#call(plan, actions)
    const { libc } = this.#system
    const run = (): number => this.#call(plan, actions)
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
