import { execFile } from 'node:child_process'

export interface QuietOptions {
  readonly cwd: string
  /** The whole environment of the program. */
  readonly environment: Readonly<Record<string, string>>
  /** Milliseconds after which the program is ended. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
}

/**
 * What a program writes on its standard output, whatever it ends with: for asking programs about themselves while a line is
 * edited. It has no terminal, no input, and its messages go nowhere; '' where it cannot be run. Never rejects.
 */
export function quietOutput(
  [file = '', ...args]: readonly string[],
  { cwd, environment, timeout, signal }: QuietOptions,
): Promise<string> {
  return new Promise(resolve => {
    const options = {
      cwd,
      env: environment as NodeJS.ProcessEnv,
      timeout,
      maxBuffer: 1 << 24,
      windowsHide: true,
      encoding: 'utf8',
      // A session of its own: it cannot ask for a password on our terminal.
      detached: true,
      ...(signal === undefined ? {} : { signal }),
    } as const
    try {
      execFile(file, args, options, (_error, stdout) => resolve(stdout)).stdin?.end()
    } catch {
      // E2BIG and other refusals before there is a process.
      resolve('')
    }
  })
}
