import { type Descriptor, type ProcessHost, SystemError, type TerminalControl } from '../../os/index.ts'
import { encodeBytes, type MaybePromise } from '../../value/index.ts'
import type { Job } from '../job.ts'
import type { KeptOutput } from '../output/kept-output.ts'
import { waitJob, WaitInterrupted } from '../wait.ts'
import type { JobTerminal } from './job-terminal.ts'

/** Ctrl-], as telnet's and docker's `--detach-keys` in spirit: no program needs it for much. */
export const leaveKey = 0x1d

export interface Attached {
  readonly host: ProcessHost
  /** The shell's. */
  readonly terminal: TerminalControl
  readonly job: Job & { readonly kept: KeptOutput | undefined }
  readonly own: JobTerminal
  readonly continue: boolean
  /** Called when keys have lost their meaning to the shell. */
  announce?(): MaybePromise<void>
}

/**
 * Joins the shell's terminal to the job's own until it ends or stops, or the key to leave it comes: keys go there as they
 * are, what it shows comes here, a new size is told. Gives the job's status, or undefined where it was left running.
 */
export async function attach(attached: Attached): Promise<number | undefined> {
  const { host, terminal, job, own } = attached
  const tty = terminal.open?.()
  if (tty === undefined) return await waitJob(job, { stops: true })
  const modes = terminal.saveModes()
  const done = new AbortController()
  const unlisten = host.onSignal('WINCH', () => own.resize(terminal.size()))
  let unview: () => void = () => undefined
  try {
    // What is typed from here on is for the job; we have something to say yet.
    terminal.setRawModes?.(true)
    // First of all, where it seems to run: later it would take back a stop of the job's own.
    if (attached.continue && job.state === 'running') job.cont()
    await attached.announce?.()
    own.resize(terminal.size())
    const soFar = showSoFar(attached, tty)
    unview = own.view(async bytes => {
      await soFar
      await tty.write(bytes)
    })
    await soFar
    terminal.setRawModes?.()
    if (own.modes.isScreen) own.redraw()
    if (attached.continue && job.state === 'stopped') job.cont()
    const left = typeInto(own, tty, done.signal)
    return await Promise.race([waitJob(job, { stops: true, signal: done.signal }), left])
  } finally {
    done.abort(new WaitInterrupted())
    unlisten()
    unview()
    await Promise.resolve(tty.write(encodeBytes(own.modes.leave))).catch(() => undefined)
    terminal.restoreModes(modes)
    tty.close()
  }
}

/** The end of what it wrote, a screen of it at most; of a program that draws a screen the modes alone. */
async function showSoFar({ job, own }: Attached, tty: Descriptor): Promise<void> {
  const { modes, size } = own
  const bytes = modes.isScreen ? undefined : job.kept?.tail(size.rows * size.columns * 4)
  if (bytes !== undefined) await tty.write(lastLines(bytes, size.rows - 2))
  await tty.write(encodeBytes(modes.enter))
}

/** The last lines of a text, whole ones. */
function lastLines(bytes: Uint8Array, count: number): Uint8Array {
  let from = bytes.length
  for (let left = Math.max(1, count); left > 0 && from > 0; left--) from = bytes.lastIndexOf(10, from - 2) + 1
  return bytes.subarray(from)
}

/** Resolves when the key to leave was typed, or nobody can type any more. */
async function typeInto(own: JobTerminal, tty: Descriptor, signal: AbortSignal): Promise<undefined> {
  for (;;) {
    const keys = await readKeys(tty, signal)
    if (keys === undefined) return undefined
    const at = keys.indexOf(leaveKey)
    await typed(own, at === -1 ? keys : keys.subarray(0, at))
    if (at !== -1) return undefined
  }
}

async function readKeys(tty: Descriptor, signal: AbortSignal): Promise<Uint8Array | undefined> {
  try {
    return await tty.read(4096, signal)
  } catch (error) {
    if (error instanceof SystemError || signal.aborted) return undefined
    throw error
  }
}

/** Between two attempts, and at its very end, nobody is there to type to. */
async function typed(own: JobTerminal, keys: Uint8Array): Promise<void> {
  try {
    if (keys.length > 0) await own.type(keys)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
  }
}
