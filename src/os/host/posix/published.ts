import type { Descriptor } from '../../descriptor.ts'

/**
 * Descriptors that were given a path, `/dev/fd/63`. A child finds its own under that number; in this process the path
 * leads here instead, since the kernel's number is another.
 */
export class Published {
  readonly #descriptors = new Map<number, WeakRef<Descriptor>>()

  publish(descriptor: Descriptor, number: number): string {
    this.#descriptors.set(number, new WeakRef(descriptor))
    return `/dev/fd/${number}`
  }

  /** The descriptor a path stands for; undefined for every other path. */
  find(path: string): Descriptor | undefined {
    const number = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)?.[1]
    if (number === undefined) return undefined
    const descriptor = this.#descriptors.get(Number(number))?.deref()
    return descriptor?.fd === undefined ? undefined : descriptor
  }

  /** The same path as this process must say it. */
  resolve(path: string): string {
    const descriptor = path.startsWith('/') ? this.find(path) : undefined
    return descriptor ? `/dev/fd/${descriptor.fd}` : path
  }
}
