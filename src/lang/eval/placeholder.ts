import type { Process, ProcessHost, SpawnPlan } from '../../os/index.ts'
import { encodeBytes, isPromise, type MaybePromise } from '../../value/index.ts'
import type { Status } from './outcome.ts'

/** A real process that stands for a fork, which has none of its own. */
export interface Placeholder {
  readonly process: Process
  end(status: Status): void
}

/**
 * A process that waits for the fork's status on a pipe and ends with it. It ends with us as well, since the pipe does.
 */
export function startPlaceholder(
  host: ProcessHost,
  group: SpawnPlan['group'],
  ignored: Iterable<string>,
): Placeholder {
  const pipe = host.pipe()
  const started = host.spawn({
    file: '/bin/sh',
    argv: ['sh', '-c', 'read status; exit "${status:-0}"'],
    environment: [],
    cwd: '/',
    descriptors: new Map([[0, pipe.read]]),
    group,
    foreground: false,
    umask: 0o77,
    ignoredSignals: new Set(ignored),
  })
  if (isPromise(started)) throw new Error('background lists need a host that starts processes at once')
  pipe.read.close()
  const end = (status: Status): void => {
    const written = writeQuietly(pipe.write, `${status}\n`)
    if (isPromise(written)) void written.finally(() => pipe.write.close())
    else pipe.write.close()
  }
  return { process: started, end }
}

function writeQuietly(
  to: { write(bytes: Uint8Array): MaybePromise<void> },
  text: string,
): MaybePromise<void> {
  try {
    const written = to.write(encodeBytes(text))
    return isPromise(written) ? written.catch(() => undefined) : undefined
  } catch {
    // Killed before: nobody wants to know any more.
    return undefined
  }
}
