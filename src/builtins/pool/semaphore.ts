import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Running, Shell } from '../../lang/eval/index.ts'
import { makeSource } from '../../diag/index.ts'
import type { Descriptor } from '../../os/index.ts'
import { makeFolder, stateFolder } from '../../store/index.ts'
import { interruptible } from '../interruptible.ts'
import type { PoolCommandOptions } from './options.ts'
import { commandText } from './template.ts'

/** How --semaphore runs its command. */
export interface SemaphoreOptions {
  /** Those with the same name keep each other waiting. */
  readonly name: string
  readonly waitsForAll: boolean
  readonly isForeground: boolean
  /** Milliseconds after which it is given up, or taken all the same. */
  readonly timeout: { readonly ms: number; readonly takes: boolean } | undefined
}

type Taken = Descriptor | 'anyway' | 'late'

/**
 * `pool --semaphore` (GNU sem): waits until fewer than -j commands of this name run, whichever shells started them, then
 * starts its own beside the shell, or in the foreground with --fg. A place is a file that the command has locked: it is free
 * when the last process of the command has ended, whatever ended it.
 */
export async function runSemaphore(
  semaphore: SemaphoreOptions,
  { operands, jobs, isDefaultSize }: PoolCommandOptions,
  shell: Shell,
): Promise<Awaited<Running>> {
  const folder = join(stateFolder(shell.host.environment()), 'semaphores', encodeURIComponent(semaphore.name))
  makeFolder(folder, 0o700)
  const files = semaphore.waitsForAll
    ? readdirSync(folder)
    : Array.from({ length: isDefaultSize ? 1 : Math.min(jobs, mostPlaces) }, (_, i) => String(i + 1))
  const places = files.map(file => join(folder, file))
  let taken: Taken | undefined
  const status = await interruptible(shell, async signal => {
    if (semaphore.waitsForAll) await waitForAll(places, shell, signal)
    else taken = await takeOne(places, semaphore.timeout, shell, signal)
    return 0
  })
  if (status !== 0 || semaphore.waitsForAll || taken === undefined) return status
  if (taken !== 'late') return await runHolding(taken, operands, semaphore.isForeground, shell)
  shell.complain(`pool: --semaphore-timeout: ${semaphore.name} is still taken`)
  return 1
}

const mostPlaces = 10_000

/** The command has the lock in a descriptor of its own, and so have the programs it starts. */
async function runHolding(
  taken: Descriptor | 'anyway',
  words: readonly string[],
  isForeground: boolean,
  shell: Shell,
): Promise<Awaited<Running>> {
  const { text, isWords } = commandText(words)
  const number = shell.descriptors.free(10)
  if (taken !== 'anyway') shell.descriptors.set(number, taken)
  try {
    // A comment or a here-document goes on to the end of its line.
    const end = /#|<<|[;&]\s*$/.test(text) ? '\n' : ';'
    const line = isForeground ? `( ${text}${end} )` : isWords ? `${text} &` : `{ ${text}${end} } &`
    return await shell.run(makeSource('pool', line))
  } finally {
    if (taken !== 'anyway') shell.descriptors.close(number)
  }
}

const [firstPause, longestPause] = [5, 200]

async function takeOne(
  places: readonly string[],
  timeout: SemaphoreOptions['timeout'],
  shell: Shell,
  signal: AbortSignal,
): Promise<Taken> {
  const end = timeout === undefined ? Number.POSITIVE_INFINITY : Date.now() + timeout.ms
  for (let ms = firstPause; ; ms = Math.min(ms * 2, longestPause)) {
    for (const place of places) {
      const taken = take(place, shell)
      if (taken !== undefined) return taken
    }
    const left = end - Date.now()
    if (left <= 0) return timeout?.takes === true ? 'anyway' : 'late'
    await pause(Math.min(ms, left), signal)
  }
}

async function waitForAll(places: readonly string[], shell: Shell, signal: AbortSignal): Promise<void> {
  for (const place of places)
    for (let ms = firstPause; ; ms = Math.min(ms * 2, longestPause)) {
      const taken = take(place, shell)
      taken?.close()
      if (taken !== undefined) break
      await pause(ms, signal)
    }
}

function take(place: string, shell: Shell): Descriptor | undefined {
  const file = shell.host.open(place, 'append', 0o077, '/')
  if (shell.host.lock?.(file) === true) return file
  file.close()
  return undefined
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', left)
      resolve()
    }, ms)
    const left = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    if (signal.aborted) left()
    else signal.addEventListener('abort', left)
  })
}
