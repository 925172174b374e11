import { encodeBytes } from '../../value/index.ts'
import { areCooked, editModes, rawModes, readModes } from './termios.ts'
import type { Descriptor } from '../descriptor.ts'
import type { OutputApart, TerminalControl, TerminalSize } from '../host/host.ts'
import type { Signals } from '../host/posix/signals.ts'
import type { System } from '../host/posix/system.ts'
import { TerminalWrites } from './terminal-writes.ts'

const TCSADRAIN = 1

/** The controlling terminal through a descriptor of its own, whatever 0, 1 and 2 are. */
export class PosixTerminal implements TerminalControl {
  /** Close-on-exec, above the standard streams. */
  readonly fd: number
  readonly #system: System
  readonly #signals: Signals
  #originalGroup: number | undefined
  /** The modes from before a line was edited or keys went elsewhere, while it is so. */
  #beforeEditing: Buffer | undefined
  /** Null where the system has no such thing. */
  #writes: TerminalWrites | undefined | null

  constructor(system: System, signals: Signals, fd: number) {
    this.#system = system
    this.#signals = signals
    this.fd = fd
  }

  /** As bash's initialize_job_control: stops until in the foreground, then leads a group of its own. */
  claim(): void {
    const { libc } = this.#system
    this.#originalGroup ??= libc.getpgrp()
    while (libc.tcgetpgrp(this.fd) !== libc.getpgrp()) {
      if (libc.tcgetpgrp(this.fd) === -1) throw this.#system.error()
      libc.kill(0, this.#signals.numberOf('TTIN') ?? 0)
    }
    // Through the C library: a handler of node's would leave tcsetpgrp hanging.
    for (const name of ['TTOU', 'TTIN', 'TSTP']) this.#signals.setIgnored(name, true)
    libc.setpgid(0, 0) // EPERM: a session's leader leads its group already
    this.take()
    process.once('exit', () => this.#giveBack())
  }

  /** Whoever started us finds the terminal as it was. */
  #giveBack(): void {
    if (this.#beforeEditing !== undefined) this.restoreModes(this.#beforeEditing)
    if (this.#originalGroup !== undefined && this.#originalGroup !== process.pid)
      this.give(this.#originalGroup)
  }

  isOurs(): boolean {
    const { libc } = this.#system
    return libc.tcgetpgrp(this.fd) === libc.getpgrp()
  }

  give(group: number): void {
    // The group may have ended meanwhile: ESRCH and EPERM are fine.
    this.#system.libc.tcsetpgrp(this.fd, group)
  }

  take(): void {
    this.give(this.#system.libc.getpgrp())
  }

  saveModes(): unknown {
    return this.#modes()
  }

  restoreModes(modes: unknown): void {
    if (!(modes instanceof Buffer)) throw new TypeError('modes that saveModes did not give')
    this.#beforeEditing = undefined
    this.#system.libc.tcsetattr(this.fd, TCSADRAIN, modes)
  }

  areCooked(modes: unknown): boolean {
    return modes instanceof Buffer && areCooked(modes, this.#system.platform.termios)
  }

  setEditModes(): void {
    const before = this.#beforeEditing ?? this.#modes()
    this.restoreModes(editModes(before, this.#system.platform.termios))
    this.#beforeEditing = before
  }

  setModes(modes: { readonly echo: boolean; readonly canonical: boolean }): void {
    this.restoreModes(readModes(this.#modes(), this.#system.platform.termios, modes))
  }

  setRawModes(keepOutput = false): void {
    const before = this.#beforeEditing ?? this.#modes()
    this.restoreModes(rawModes(before, this.#system.platform.termios, keepOutput))
    this.#beforeEditing = before
  }

  open(): Descriptor {
    return this.#system.file(this.#system.duplicateAbove(this.fd, 10), 'terminal').handle()
  }

  apart(output: Descriptor): OutputApart | undefined {
    if (output.fd === undefined || !this.#isSame(output.fd)) return undefined
    const { fd } = output
    this.#writes ??= TerminalWrites.open(this.#system) ?? null
    if (this.#writes === null) return undefined
    const writes = this.#writes
    // /dev/tty is a file of its own: what goes through it is no write to the one that jobs have.
    return { output: this.#system.file(this.fd, 'terminal').handle(), watch: told => writes.watch(fd, told) }
  }

  /** Whether a descriptor is this very terminal, by the device it says it is. */
  #isSame(fd: number): boolean {
    const { libc, platform } = this.#system
    if (platform.TIOCGDEV === 0) return false
    const devices = [this.fd, fd].map(each => {
      const memory = Buffer.alloc(128)
      return libc.ioctl(each, platform.TIOCGDEV, 'void *', memory) === 0 ? memory.readUInt32LE(0) : -1
    })
    return devices[0] !== -1 && devices[0] === devices[1]
  }

  #modes(): Buffer {
    const modes = Buffer.alloc(Math.max(128, this.#system.platform.termios.size))
    if (this.#system.libc.tcgetattr(this.fd, modes) !== 0) throw this.#system.error()
    return modes
  }

  size(): TerminalSize {
    const memory = Buffer.alloc(128)
    const { libc, platform } = this.#system
    libc.ioctl(this.fd, platform.TIOCGWINSZ, 'void *', memory)
    return { columns: memory.readUInt16LE(2) || 80, rows: memory.readUInt16LE(0) || 24 }
  }
}

/** The controlling terminal, or undefined where there is none. */
export function openTerminal(system: System, signals: Signals): PosixTerminal | undefined {
  const { libc, platform } = system
  const path = encodeBytes('/dev/tty\0')
  const fd = libc.open(path, platform.O.RDWR | platform.O.NOCTTY | platform.O.CLOEXEC, 'int', 0)
  return fd === -1 ? undefined : new PosixTerminal(system, signals, fd)
}
