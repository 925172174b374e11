import type { ChildProcess } from 'node:child_process'
import { constants, setPriority } from 'node:os'

export interface NodeChildOptions {
  /** The module it runs. */
  readonly entry: string
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
}

/** How it ended: a status, or a signal's name without SIG. */
export interface NodeEnd {
  readonly status: number | undefined
  readonly signal: string | undefined
}

/** A Node of its own that talks to us in structured clones; it ends when we do. */
export interface NodeChild {
  readonly pid: number
  /** It is over. */
  readonly exited: Promise<NodeEnd>
  /** It is over, and nobody writes to its output any more. */
  readonly ended: Promise<NodeEnd>
  onMessage: ((message: unknown) => void) | undefined
  onOutput: ((text: string, stream: 'stdout' | 'stderr') => void) | undefined
  /** Instead of `onOutput`: what it writes as it is. */
  onBytes: ((bytes: Uint8Array, stream: 'stdout' | 'stderr') => void) | undefined
  /** Throws what cannot be cloned. */
  send(message: unknown): void
  /** Sends a signal (without SIG) to it and to all it has started. */
  kill(signal: string): void
  /** No more will be said: it ends when it has nothing to do. */
  disconnect(): void
  /** What is added to its nice value. */
  setNice(by: number): void
  /** Whether it keeps this process alive. */
  setReferenced(value: boolean): void
}

/** Starts a Node in a session of its own. Loads execa at its first call. */
export async function startNode(options: NodeChildOptions): Promise<NodeChild> {
  const { execaNode } = await import('execa')
  const started = execaNode(options.entry, [], {
    ipc: true,
    serialization: 'advanced',
    detached: true,
    cleanup: false,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    cwd: options.cwd,
    env: { ...options.environment },
    extendEnv: false,
    nodeOptions: [],
  })
  // Its plain messages: execa's own exchange a second one for each.
  const child: ChildProcess = started.nodeChildProcess
  const { pid } = child
  if (pid === undefined) throw new Error(`could not start ${process.execPath}`)
  const made: NodeChild = {
    pid,
    exited: new Promise(resolve =>
      child.once('exit', (status, signal) =>
        resolve({ status: status ?? undefined, signal: signal?.replace(/^SIG/, '') }),
      ),
    ),
    ended: started.then(({ exitCode, signal }) => ({
      status: exitCode,
      signal: signal?.replace(/^SIG/, ''),
    })),
    onMessage: undefined,
    onOutput: undefined,
    onBytes: undefined,
    send: message => void child.send(message as object),
    kill: signal => killGroup(pid, signal),
    disconnect: () => void (child.connected && child.disconnect()),
    setNice: by => setPriority(pid, by),
    setReferenced(value) {
      for (const one of [child, child.channel, child.stdout, child.stderr])
        (one as { ref?(): void; unref?(): void } | null | undefined)?.[value ? 'ref' : 'unref']?.()
    },
  }
  child.on('message', message => made.onMessage?.(message))
  for (const stream of ['stdout', 'stderr'] as const) {
    const decoder = new TextDecoder()
    child[stream]?.on('data', (bytes: Buffer) => {
      if (made.onBytes === undefined) made.onOutput?.(decoder.decode(bytes, { stream: true }), stream)
      else made.onBytes(bytes, stream)
    })
  }
  return made
}

function killGroup(pid: number, signal: string): void {
  const number = constants.signals[`SIG${signal}` as keyof typeof constants.signals]
  try {
    process.kill(-pid, number)
  } catch {
    // It is gone already.
  }
}
