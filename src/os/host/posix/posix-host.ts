import { changeProcessDirectory } from '../../guard/guard.ts'
import { fstatSync } from 'node:fs'
import { hostname } from 'node:os'
import { makeTerminal } from '../../terminal/own-terminal.ts'
import { openTerminal, type PosixTerminal } from '../../terminal/posix-terminal.ts'
import type { Capture, Descriptor, OpenMode } from '../../descriptor.ts'
import {
  canonicalPath,
  directoryEntries,
  directoryNames,
  fileBytes,
  fileStatus,
  type DirectoryEntry,
} from '../files.ts'
import type {
  FileStatus,
  OwnTerminal,
  Process,
  ProcessHost,
  SpawnPlan,
  TerminalSize,
  WaitStatus,
} from '../host.ts'
import { keepIgnored } from '../../process/ignored.ts'
import { endByDefault } from '../../process/end.ts'
import { homeFromPasswd, loginName, loginShell, ownHome, processIds, startEnvironment } from '../identity.ts'
import { rethrow } from '../node-errors.ts'
import { CaptureSet, PipeCapture } from './capture.ts'
import { Child, Children } from './children.ts'
import { replaceProcess } from './exec.ts'
import { inheritedNumbers, startedWithStandardOnly } from './inherited.ts'
import { Fifo, isFifo } from './fifo.ts'
import { getLimit } from './limits.ts'
import { cString } from './memory.ts'
import type { OpenFile } from './open-file.ts'
import { contentFile, openFlags, openPath } from './opening.ts'
import type { Platform } from './platform.ts'
import { Published } from './published.ts'
import { Signals } from './signals.ts'
import { Spawner } from './spawn.ts'
import { System } from './system.ts'
import { childUsage, currentDirectory, homeFromDatabase } from './self.ts'

/** The host over the C library: real descriptors, process groups, the terminal. */
export class PosixHost implements ProcessHost {
  readonly name = 'posix'
  readonly hasJobControl = true
  readonly pid = process.pid
  readonly parentPid = process.ppid
  readonly ids = processIds()
  readonly ignoredAtStart = keepIgnored()
  readonly #system: System
  readonly #signals: Signals
  readonly #children: Children
  readonly #captures: CaptureSet
  readonly #published = new Published()
  readonly #standard = new Map<number, OpenFile>()
  #spawner: Spawner | undefined
  #terminal: PosixTerminal | undefined | null = null
  #inherited: ReadonlySet<number> | undefined
  #hasStandardOnly: boolean | undefined
  #environment: ReadonlyMap<string, string> | undefined
  #lastCwd = ''
  #umask = process.umask()

  constructor(platform: Platform) {
    this.#system = new System(platform)
    this.#signals = new Signals(this.#system)
    this.#children = new Children(this.#system, number => this.#signals.nameOf(number))
    this.#captures = new CaptureSet(this.#system)
  }

  get signals(): ReadonlyMap<number, string> {
    return this.#signals.names
  }

  spawn(plan: SpawnPlan): Process {
    this.#spawner ??= new Spawner(this.#system, this.#signals)
    const context = {
      cwd: this.#knownCwd(),
      umask: this.#umask,
      terminal: plan.foreground ? this.#openTerminal()?.fd : undefined,
    }
    return this.#children.add(this.#spawner.spawn(plan, context))
  }

  waitSync(process: Process): WaitStatus | undefined {
    return process instanceof Child ? this.#children.waitSync(process, this.#captures) : undefined
  }

  get interruptions(): number {
    return this.#children.interruptions
  }

  kill(pid: number, signal: string): void {
    this.#signals.kill(pid, signal)
  }

  exec(plan: SpawnPlan): never {
    return replaceProcess(this.#system, this.#signals, plan, { umask: this.#umask, cwd: this.#knownCwd() })
  }

  pipe(capacity?: number): { readonly read: Descriptor; readonly write: Descriptor } {
    const { read, write } = this.#system.pipe()
    if (capacity !== undefined) this.#system.resizePipe(write, capacity)
    return {
      read: this.#system.file(read, 'pipe').handle(),
      write: this.#system.file(write, 'pipe').handle(),
    }
  }

  capture(): Capture {
    return new PipeCapture(this.#system, this.#captures)
  }

  open(path: string, mode: OpenMode, creationMask: number, cwd: string): Descriptor {
    const published = this.#published.find(path)
    if (published) return published.dup()
    const absolute = path.startsWith('/') ? path : `${cwd}/${path}`
    if (mode !== 'read-write' && isFifo(absolute)) {
      return new Fifo(this.#system, absolute, mode === 'read' ? 'read' : 'write').handle()
    }
    const flags = openFlags(this.#system.platform, mode)
    const open = (): number => openPath(this.#system, absolute, flags)
    return this.#system.file(this.#withUmask(creationMask, open)).handle()
  }

  /** Not by the permission bits asked for: a default ACL of the directory would then count for less. */
  #withUmask(mask: number, run: () => number): number {
    if (mask === this.#umask) return run()
    this.#system.libc.umask(mask)
    try {
      return run()
    } finally {
      this.#system.libc.umask(this.#umask)
    }
  }

  fromBytes(bytes: Uint8Array): Descriptor {
    return contentFile(this.#system, bytes).handle()
  }

  inherited(fd: number): Descriptor | undefined {
    const known = this.#standard.get(fd)
    if (known?.isOpen) return known.handle()
    if (known || !this.#wasInherited(fd)) return undefined
    const file = this.#system.file(fd)
    this.#standard.set(fd, file)
    return file.handle()
  }

  duplicate(fd: number): Descriptor {
    return this.#system.file(this.#system.duplicateAbove(fd, 10)).handle()
  }

  lock({ fd }: Descriptor): boolean {
    const [exclusive, noWait] = [2, 4]
    return fd !== undefined && this.#system.libc.flock(fd, exclusive | noWait) === 0
  }

  detach(descriptor: Descriptor): number | undefined {
    const { fd } = descriptor
    if (fd === undefined) return undefined
    const copy = this.#system.duplicateAbove(fd, 10)
    descriptor.close()
    return copy
  }

  #wasInherited(fd: number): boolean {
    if (fd > 2 && fd < 10 && (this.#hasStandardOnly ??= startedWithStandardOnly())) return false
    if (fd > 2) return (this.#inherited ??= inheritedNumbers()).has(fd)
    try {
      fstatSync(fd)
      return true
    } catch {
      return false
    }
  }

  descriptorPath(descriptor: Descriptor, number: number): string {
    return this.#published.publish(descriptor, number)
  }

  stat(path: string, followLinks: boolean): FileStatus | undefined {
    return fileStatus(this.#published.resolve(path), followLinks)
  }

  access(path: string, how: 'r' | 'w' | 'x'): boolean {
    const { libc, platform } = this.#system
    const mode = { r: 4, w: 2, x: 1 }[how]
    const name = cString(this.#published.resolve(path))
    return libc.faccessat(platform.AT_FDCWD, name, mode, platform.AT_EACCESS) === 0
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    return directoryEntries(path)
  }

  readNames(path: string): readonly string[] | undefined {
    return directoryNames(path)
  }

  readFile(path: string): Uint8Array {
    return fileBytes(this.#published.resolve(path))
  }

  realPath(path: string): string | undefined {
    return canonicalPath(path)
  }

  get hostName(): string {
    return hostname()
  }

  environment(): Map<string, string> {
    return new Map((this.#environment ??= startEnvironment()))
  }

  cwd(): string {
    return currentDirectory(this.#system)
  }

  /** The cwd as far as it is known: children of a deleted directory still start, in it. */
  #knownCwd(): string {
    try {
      this.#lastCwd = this.cwd()
    } catch {
      // It keeps the name it had.
    }
    return this.#lastCwd
  }

  chdir(path: string): void {
    if (!path.isWellFormed()) {
      if (this.#system.libc.chdir(cString(path)) !== 0) throw this.#system.error()
      path = '.' // so that node forgets what it remembers
    }
    try {
      changeProcessDirectory(path)
    } catch (error) {
      rethrow(error)
    }
  }

  getUmask(): number {
    return this.#umask
  }

  setUmask(mask: number): void {
    process.umask(mask)
    this.#umask = mask
  }

  getLimit(name: string): { readonly soft: string; readonly hard: string } | undefined {
    return getLimit(this.#system, name)
  }

  times(): ReturnType<ProcessHost['times']> {
    const own = process.cpuUsage()
    const children = childUsage(this.#system)
    return {
      userMs: own.user / 1000,
      systemMs: own.system / 1000,
      childUserMs: children.userMs,
      childSystemMs: children.systemMs,
    }
  }

  loginShell(): string | undefined {
    return loginShell()
  }

  homeDirectory(user: string | undefined): string | undefined {
    if (user === undefined) return ownHome()
    return homeFromPasswd(user) ?? homeFromDatabase(this.#system, user)
  }

  userName(): string {
    return loginName()
  }

  onSignal(signal: string, listener: () => void): () => void {
    return this.#signals.listen(signal, listener)
  }

  setIgnored(signal: string, ignored: boolean): void {
    this.#signals.setIgnored(signal, ignored)
  }

  endBy(signal: string, status: number): void {
    endByDefault(signal, status, () => this.#signals.restoreDefault(signal))
  }

  get terminal(): PosixTerminal | undefined {
    return this.#openTerminal()
  }

  makeTerminal(size: TerminalSize): OwnTerminal {
    return makeTerminal(this.#system, size)
  }

  #openTerminal(): PosixTerminal | undefined {
    if (this.#terminal === null) this.#terminal = openTerminal(this.#system, this.#signals)
    return this.#terminal
  }
}
