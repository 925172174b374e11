import type { Descriptor } from '../../os/index.ts'
import type { DescriptorTable } from './shell.ts'

/** One open descriptor that several numbers and forks share; closed with the last of them. */
export class SharedDescriptor {
  readonly descriptor: Descriptor
  #uses = 0

  constructor(descriptor: Descriptor) {
    this.descriptor = descriptor
  }

  use(): this {
    this.#uses++
    return this
  }

  drop(): void {
    if (--this.#uses === 0) this.descriptor.close()
  }
}

/** The numbers of one environment. They are its own: what the kernel calls a descriptor does not matter. */
export class Descriptors implements DescriptorTable {
  readonly #table: Map<number, SharedDescriptor>
  /** Numbers that programs do not get: the shell's ends of coprocesses. */
  readonly #private: Set<number>

  constructor(table: Map<number, SharedDescriptor> = new Map(), kept: Iterable<number> = []) {
    this.#table = table
    this.#private = new Set(kept)
  }

  get(fd: number): Descriptor | undefined {
    return this.#table.get(fd)?.descriptor
  }

  shared(fd: number): SharedDescriptor | undefined {
    return this.#table.get(fd)
  }

  set(fd: number, descriptor: Descriptor): void {
    this.put(fd, new SharedDescriptor(descriptor).use())?.drop()
  }

  /** A number that is the shell's alone, until something else is put there. */
  setPrivate(fd: number, descriptor: Descriptor): void {
    this.set(fd, descriptor)
    this.#private.add(fd)
  }

  close(fd: number): void {
    this.put(fd, undefined)?.drop()
  }

  /** Puts a used handle at a number and gives what was there, not dropped: redirections put it back. */
  put(fd: number, handle: SharedDescriptor | undefined): SharedDescriptor | undefined {
    const old = this.#table.get(fd)
    if (this.#private.size > 0) this.#private.delete(fd)
    if (handle === undefined) this.#table.delete(fd)
    else this.#table.set(fd, handle)
    return old
  }

  free(from: number): number {
    let fd = from
    while (this.#table.has(fd)) fd++
    return fd
  }

  *entries(): Iterable<[number, Descriptor]> {
    for (const [fd, handle] of this.#table) yield [fd, handle.descriptor]
  }

  /** For a SpawnPlan. */
  toMap(): ReadonlyMap<number, Descriptor> {
    const map = new Map<number, Descriptor>()
    this.#table.forEach((handle, fd) => {
      if (!this.#private.has(fd)) map.set(fd, handle.descriptor)
    })
    return map
  }

  clone(): Descriptors {
    for (const handle of this.#table.values()) handle.use()
    return new Descriptors(new Map(this.#table), this.#private)
  }

  /** The environment is over, or its last program has them now. */
  closeAll(): void {
    const handles = [...this.#table.values()]
    this.#table.clear()
    for (const handle of handles) handle.drop()
  }
}
