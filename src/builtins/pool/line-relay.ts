import type { Descriptor, ProcessHost } from '../../os/index.ts'
import { Input } from '../../value/index.ts'

type Stream = 'stdout' | 'stderr'

/** Passes on what a task writes line by line, while it runs. */
export class LineRelay {
  readonly stdout: Descriptor
  readonly stderr: Descriptor
  /** All of it has been passed on. */
  readonly ended: Promise<unknown>

  constructor(host: ProcessHost, line: (text: string, stream: Stream) => void) {
    const [out, err] = [host.pipe(), host.pipe()]
    this.stdout = out.write
    this.stderr = err.write
    this.ended = Promise.all([pass(out.read, 'stdout', line), pass(err.read, 'stderr', line)])
  }

  /** The task has the ends to write to: they are closed when it ends. */
  started(): void {
    this.stdout.close()
    this.stderr.close()
  }
}

async function pass(
  from: Descriptor,
  stream: Stream,
  line: (text: string, stream: Stream) => void,
): Promise<void> {
  try {
    for await (const text of new Input(from)) line(text, stream)
  } finally {
    from.close()
  }
}
