import { changeProcessDirectory } from '../guard/guard.ts'
import { closeSync, constants as fsConstants, fstatSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { constants, hostname, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Capture, Descriptor, OpenMode } from '../descriptor.ts'
import { keepIgnored } from '../process/ignored.ts'
import { SignalListeners } from '../process/signal-listeners.ts'
import { endByDefault } from '../process/end.ts'
import { sendSignal } from '../process/send.ts'
import { signalNames } from '../process/signals.ts'
import { portableTerminal } from '../terminal/portable-terminal.ts'
import { environmentOf } from './plan.ts'
import {
  canonicalPath,
  directoryEntries,
  directoryNames,
  fileAccess,
  fileBytes,
  fileStatus,
  pathArgument,
  type DirectoryEntry,
} from './files.ts'
import type { FileStatus, Process, ProcessHost, SpawnPlan, TerminalControl } from './host.ts'
import { homeFromPasswd, loginName, ownHome, processIds, startEnvironment } from './identity.ts'
import { namedError, rethrow } from './node-errors.ts'
import { Channel, ChannelEnd } from './portable/channel.ts'
import { spawnChild } from './portable/children.ts'
import { SharedFile } from './portable/file-descriptor.ts'
import { readLimit } from './portable/limits.ts'
import { namedPipe, openFifo } from './portable/named-pipe.ts'
import { stdioOf } from './portable/stages.ts'
import { trampoline } from './trampoline.ts'

const { O_RDWR, O_CREAT } = fsConstants

const FLAGS: Readonly<Record<OpenMode, string>> = {
  read: 'r',
  write: 'w',
  append: 'a',
  'read-write': 'r+',
  exclusive: 'wx',
}

/** The host over child_process (by execa) and node:fs alone: no process groups, no stop and continue. */
export class PortableHost implements ProcessHost {
  readonly name = 'portable'
  readonly hasJobControl = false
  readonly pid = process.pid
  readonly parentPid = process.ppid
  readonly ids = processIds()
  readonly signals = signalNames()
  readonly ignoredAtStart = keepIgnored()
  #terminal: TerminalControl | undefined | null = null
  readonly #inherited = new Map<number, SharedFile>()
  readonly #listeners = new SignalListeners()
  readonly #ignoring = new Map<string, () => void>()
  #umask = process.umask()

  get terminal(): TerminalControl | undefined {
    if (this.#terminal === null) this.#terminal = portableTerminal()
    return this.#terminal
  }

  spawn(plan: SpawnPlan): Promise<Process> {
    return spawnChild(plan)
  }

  readonly interruptions = 0

  waitSync(): undefined {
    return undefined
  }

  kill(pid: number, signal: string): void {
    sendSignal(pid, signal === '0' ? 0 : this.#numberOf(signal), signal)
  }

  #numberOf(signal: string): number {
    for (const [number, name] of this.signals) if (name === signal) return number
    throw namedError('EINVAL')
  }

  /** This process cannot become another here: it waits for a child, and ends as the child did. */
  exec(plan: SpawnPlan): never {
    const { spawnSync } = process.getBuiltinModule('node:child_process')
    const stdio = stdioOf(plan.descriptors)
    if (stdio.includes('pipe')) throw namedError('ENOSYS')
    const { file, argv } = trampoline(plan) ?? plan
    process.umask(plan.umask)
    const env = Object.fromEntries(
      environmentOf(plan).map(entry => [entry.split('=', 1)[0] ?? '', entry.slice(entry.indexOf('=') + 1)]),
    )
    const result = spawnSync(file, argv.slice(1), { argv0: argv[0], cwd: plan.cwd, env, stdio })
    process.umask(this.#umask)
    if (result.error) rethrow(result.error)
    if (result.signal) process.kill(process.pid, result.signal)
    process.exit(
      result.status ?? 128 + ((constants.signals as Record<string, number>)[result.signal ?? ''] ?? 0),
    )
  }

  pipe(): { readonly read: Descriptor; readonly write: Descriptor } {
    const channel = new Channel()
    return { read: channel.reader(), write: channel.writer() }
  }

  capture(): Capture {
    const channel = new Channel({ isUnbounded: true })
    const descriptor = channel.writer()
    const finish = async (): Promise<Uint8Array> => {
      while (channel.hasWriters) await channel.changed()
      return channel.takeAll()
    }
    return { descriptor, finish: () => (channel.hasWriters ? finish() : channel.takeAll()) }
  }

  open(path: string, mode: OpenMode, creationMask: number, cwd: string): Descriptor {
    const full = isAbsolute(path) ? path : join(cwd, path)
    if (mode !== 'read-write' && fileStatus(full, true)?.type === 'fifo') {
      return openFifo(full, mode === 'read' ? 'read' : 'write')
    }
    const absolute = pathArgument(full)
    const before = process.umask(creationMask)
    try {
      return new SharedFile(openFile(absolute, mode)).handle()
    } catch (error) {
      rethrow(error)
    } finally {
      process.umask(before)
    }
  }

  fromBytes(bytes: Uint8Array): Descriptor {
    const path = join(tmpdir(), `nacre-${process.pid}-${process.hrtime.bigint()}`)
    const file = openSync(path, 'wx', 0o600)
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
      return new SharedFile(openSync(path, 'r')).handle()
    } catch (error) {
      rethrow(error)
    } finally {
      closeSync(file)
      unlinkSync(path)
    }
  }

  inherited(fd: number): Descriptor | undefined {
    const known = this.#inherited.get(fd)
    if (known?.isOpen) return known.handle()
    // Which of the others are node's own cannot be told here.
    if (known || fd > 2) return undefined
    try {
      fstatSync(fd)
    } catch {
      return undefined
    }
    const file = new SharedFile(fd)
    this.#inherited.set(fd, file)
    return file.handle()
  }

  descriptorPath(descriptor: Descriptor, number: number): string {
    if (process.platform === 'win32') throw namedError('ENOSYS')
    // A child's pipe is a socket here, which cannot be opened by a path.
    if (descriptor instanceof ChannelEnd) return namedPipe(descriptor)
    return `/dev/fd/${number}`
  }

  stat(path: string, followLinks: boolean): FileStatus | undefined {
    return fileStatus(path, followLinks)
  }

  access(path: string, how: 'r' | 'w' | 'x'): boolean {
    return fileAccess(path, how)
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    return directoryEntries(path)
  }

  readNames(path: string): readonly string[] | undefined {
    return directoryNames(path)
  }

  readFile(path: string): Uint8Array {
    return fileBytes(path)
  }

  realPath(path: string): string | undefined {
    return canonicalPath(path)
  }

  get hostName(): string {
    return hostname()
  }

  environment(): Map<string, string> {
    return startEnvironment()
  }

  cwd(): string {
    try {
      return process.cwd()
    } catch (error) {
      rethrow(error)
    }
  }

  chdir(path: string): void {
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
    return readLimit(name)
  }

  /** Node counts this process only. */
  times(): ReturnType<ProcessHost['times']> {
    const { user, system } = process.cpuUsage()
    return { userMs: user / 1000, systemMs: system / 1000, childUserMs: 0, childSystemMs: 0 }
  }

  homeDirectory(user: string | undefined): string | undefined {
    return user === undefined ? ownHome() : homeFromPasswd(user)
  }

  userName(): string {
    return loginName()
  }

  endBy(signal: string, status: number): void {
    endByDefault(signal, status)
  }

  onSignal(signal: string, listener: () => void): () => void {
    return this.#listeners.listen(signal, listener)
  }

  /** A listener that does nothing; children get the default action unless their plan says otherwise. */
  setIgnored(signal: string, ignored: boolean): void {
    this.#ignoring.get(signal)?.()
    this.#ignoring.delete(signal)
    if (ignored)
      this.#ignoring.set(
        signal,
        this.onSignal(signal, () => {}),
      )
  }
}

/** open(2) by node's flags; `<>` makes the file first, for which there is no flag. */
function openFile(path: string | Buffer, mode: OpenMode): number {
  if (mode !== 'read-write') return openSync(path, FLAGS[mode])
  return openSync(path, O_RDWR | O_CREAT)
}
