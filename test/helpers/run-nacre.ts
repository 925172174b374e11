import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** The built nacre; with NACRE_BINARY the single executable of that name. */
export const nacreArgv: readonly [string, ...string[]] =
  process.env['NACRE_BINARY'] === undefined
    ? [process.execPath, join(root, 'bin/nacre.js')]
    : [process.env['NACRE_BINARY']]

export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly cwd?: string
  readonly env?: Record<string, string | undefined>
}

export interface RunResult {
  readonly stdout: string
  readonly stderr: string
  /** 128 + n where a signal ended it. */
  readonly status: number
}

/** Runs a program to its end and gives all it wrote. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const [file = '', ...args] = argv
  const child = spawn(file, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: 'pipe',
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  const text = async (stream: AsyncIterable<Buffer>): Promise<string> =>
    Buffer.concat(await Array.fromAsync(stream)).toString()
  const closed = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 0 : 128)))
  })
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { stdout, stderr, status }
}

/** Runs the built nacre. */
export function runNacre(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return run([...nacreArgv, ...args], options)
}
