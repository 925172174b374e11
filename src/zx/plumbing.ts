import type { Readable, Writable } from 'node:stream'
import type { Shell } from '../lang/eval/index.ts'
import type { Descriptor } from '../os/index.ts'
import { readableOf, writableOf } from './streams.ts'

export type StdioOption =
  | 'pipe'
  | 'inherit'
  | 'ignore'
  | 'overlapped'
  | number
  | { readonly fd?: number | null }
  | null
  | undefined

/** A child's standard streams: what the caller holds of them, and what the command text gets. */
export interface Plumbing {
  readonly stdin: Writable | null
  readonly stdout: Readable | null
  readonly stderr: Readable | null
  /** The text's descriptors by number; those not named are the shell's own. */
  readonly descriptors: Map<number, Descriptor>
}

/** Connects the three standard streams as `child_process.spawn` does with its `stdio`. */
export function connect(stdio: unknown, shell: Shell): Plumbing {
  const descriptors = new Map<number, Descriptor>()
  const option = (fd: number): StdioOption => (Array.isArray(stdio) ? stdio[fd] : stdio) as StdioOption
  const outward = (fd: number) => {
    if (!isPipe(option(fd))) return given(option(fd), fd, shell, descriptors)
    const pipe = shell.host.pipe()
    descriptors.set(fd, pipe.write)
    return readableOf(shell.host, pipe.read)
  }
  const inward = () => {
    if (!isPipe(option(0))) return given(option(0), 0, shell, descriptors)
    const pipe = shell.host.pipe()
    descriptors.set(0, pipe.read)
    return writableOf(shell.host, pipe.write)
  }
  return { stdin: inward(), stdout: outward(1), stderr: outward(2), descriptors }
}

function isPipe(option: StdioOption): boolean {
  return option === 'pipe' || option === 'overlapped' || option === undefined || option === null
}

/** Not a pipe: the shell's own stream, nothing, or a descriptor by its number or a stream that has one. */
function given(option: StdioOption, fd: number, shell: Shell, descriptors: Map<number, Descriptor>): null {
  if (option === 'inherit') return null
  if (option === 'ignore') {
    descriptors.set(fd, shell.host.open('/dev/null', fd === 0 ? 'read' : 'write', 0o666, '/'))
    return null
  }
  const number = typeof option === 'object' ? option?.fd : option
  const descriptor =
    typeof number === 'number'
      ? (shell.descriptors.get(number)?.dup() ?? shell.host.duplicate?.(number))
      : undefined
  if (descriptor === undefined)
    throw new TypeError(`stdio ${fd}: a ${typeof option} without a descriptor is not supported`)
  descriptors.set(fd, descriptor)
  return null
}
