import { FunctionJob, KeptOutput, type PoolFunction } from '../../jobs/index.ts'
import type { NodeChild } from '../../os/index.ts'
import type { Environment } from './environment.ts'
import type { Shell } from './shell.ts'
import { checkedDirectory, keepShell, openLog, SpawnError, type SpawnOptions } from './spawn.ts'

export interface FunctionToSpawn {
  /** As it is listed. */
  readonly text: string
  readonly fn: PoolFunction
  readonly args: readonly unknown[]
  /** A Node process that has nothing to do yet. */
  open(place: {
    readonly cwd: string
    readonly environment: Readonly<Record<string, string>>
  }): Promise<NodeChild>
}

/**
 * Starts a function in a Node process of its own, as a job of the table whose output is kept. Throws SpawnError where it
 * could not be started, TransportError where the function or an argument cannot travel.
 */
export function spawnFunction(shell: Shell, given: FunctionToSpawn, options: SpawnOptions): FunctionJob {
  if (options.detach === true)
    throw new SpawnError('detach: a function ends with the shell, which takes what it gives')
  if (options.pty === true)
    throw new SpawnError('pty: a terminal of its own is for one program, and this is a function')
  const env = shell as Environment
  const directory = checkedDirectory(env, options.cwd)
  const place = { cwd: directory, environment: environmentOf(env, options.env) }
  const log = openLog(env, options)
  const kept = new KeptOutput()
  const job = new FunctionJob(
    env.host,
    {
      ...given,
      directory,
      async open() {
        const child = await given.open(place)
        if (options.nice !== undefined) child.setNice(options.nice)
        return child
      },
      write(stream, bytes) {
        kept.write(stream, bytes)
        void log?.write(bytes)
      },
    },
    options,
    kept,
  )
  void job.ended.then(() => log?.close())
  env.jobs.add(job)
  job.start()
  keepShell(env, job)
  return job
}

/** The exported variables, and those of `env`. */
function environmentOf(shell: Environment, changes: SpawnOptions['env']): Record<string, string> {
  const entries = shell.variables.environment().map(entry => {
    const at = entry.indexOf('=')
    return [entry.slice(0, at), entry.slice(at + 1)] as const
  })
  const all: Record<string, string | undefined> = { ...Object.fromEntries(entries), ...changes }
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
