/**
 * What scripts import as `nacre`: in a session of nacre the session's own API, in a program that plain Node runs that of a
 * shell made for it. The same names are there as globals in scripts that nacre runs (`nacre/globals` tells an editor).
 */
import type { SystemProcess } from './os/index.ts'
import { forward, sessionApi } from './session-api.ts'
import type {
  Commands,
  completeFunction,
  EnvironmentObject,
  History,
  Jobs,
  ListDirectory,
  Move,
  PoolApi,
  Spawn,
  Watch,
} from './shell/index.ts'
import type { Zx } from './zx/index.ts'

export type { Job, JobKind, JobOutput, JobProgress, JobState, JobUsage } from './jobs/index.ts'
export type { FileChange, SystemProcess } from './os/index.ts'
export type {
  ArgumentSpecs,
  CommandContext,
  CommandOutput,
  Commands,
  CommandSpec,
  CompletionDefinition,
  CompletionQuestion,
  EnvironmentAccessors,
  FlagSpecs,
  EnvironmentObject,
  History,
  HistoryItem,
  HistorySearchOptions,
  JobContext,
  JobEvent,
  Jobs,
  ListDirectory,
  ListedFile,
  ListOptions,
  MapOptions,
  Move,
  Pool,
  PoolApi,
  PoolOptions,
  Watch,
  WatchOptions,
  Spawn,
  SpawnCallOptions,
} from './shell/index.ts'
export type { Input } from './value/index.ts'
export type { Zx } from './zx/index.ts'

const api = sessionApi()

/** Moves the running task: in `within` and with `using` that task alone, else the whole script. */
export type ChangeDirectory = (directory?: string | { toString(): string }) => Move
/** `ps()`: the system's processes; zx's `ps.lookup`, `ps.tree` and `ps.kill` beside it. */
export type ListProcesses = (() => SystemProcess[]) & Zx['ps']

/** zx's `$`: runs a command in nacre's own command language. */
export const $: Zx['$'] = forward(api, '$')
export const env = api.get('env') as EnvironmentObject
export const commands = api.get('commands') as Commands
export const watch = api.get('watch') as Watch
export const cd = api.get('cd') as ChangeDirectory
export const pushd = api.get('pushd') as ChangeDirectory
export const popd = api.get('popd') as () => Move
export const pwd = api.get('pwd') as () => string
export const within = api.get('within') as Zx['within']
export const sleep = api.get('sleep') as (duration: number | string) => Promise<void>
/** `pool.map(items, fn)`: work on many items at once, on threads, processes or coroutines. */
export const pool = api.get('pool') as PoolApi
/** Runs a command beside the script, as a job that keeps its output. */
export const spawn = api.get('spawn') as Spawn<ProcessOutput>
/** The jobs there are, live. */
export const jobs = api.get('jobs') as Jobs
/** The lines of all sessions, oldest first: an array, with `search`, `recent` and `forget` besides. */
export const history = api.get('history') as History
export const ls = api.get('ls') as ListDirectory
/** How the arguments of a command are completed at the prompt. */
export const complete = api.get('complete') as ReturnType<typeof completeFunction>
export const ps = api.get('ps') as ListProcesses

export const ProcessOutput: Zx['ProcessOutput'] = forward(api, 'ProcessOutput')
export const ProcessPromise: Zx['ProcessPromise'] = forward(api, 'ProcessPromise')
export type ProcessOutput = InstanceType<Zx['ProcessOutput']>
export type ProcessPromise = InstanceType<Zx['ProcessPromise']>
export const YAML: Zx['YAML'] = forward(api, 'YAML')
export const argv: Zx['argv'] = forward(api, 'argv')
export const chalk: Zx['chalk'] = forward(api, 'chalk')
export const dotenv: Zx['dotenv'] = forward(api, 'dotenv')
export const echo: Zx['echo'] = forward(api, 'echo')
export const expBackoff: Zx['expBackoff'] = forward(api, 'expBackoff')
/** The platform's, and what it answers can be piped to a command: `` fetch(url).pipe`jq .name` ``. */
export const fetch = api.get('fetch') as Zx['fetch']
export const fs: Zx['fs'] = forward(api, 'fs')
export const glob: Zx['glob'] = forward(api, 'glob')
export const kill: Zx['kill'] = forward(api, 'kill')
export const minimist: Zx['minimist'] = forward(api, 'minimist')
export const nothrow: Zx['nothrow'] = forward(api, 'nothrow')
export const os: Zx['os'] = forward(api, 'os')
export const parseArgv: Zx['parseArgv'] = forward(api, 'parseArgv')
export const path: Zx['path'] = forward(api, 'path')
export const question: Zx['question'] = forward(api, 'question')
export const quiet: Zx['quiet'] = forward(api, 'quiet')
export const quote: Zx['quote'] = forward(api, 'quote')
export const retry: Zx['retry'] = forward(api, 'retry')
export const spinner: Zx['spinner'] = forward(api, 'spinner')
export const stdin: Zx['stdin'] = forward(api, 'stdin')
export const tmpdir: Zx['tmpdir'] = forward(api, 'tmpdir')
export const tmpfile: Zx['tmpfile'] = forward(api, 'tmpfile')
export const which: Zx['which'] = forward(api, 'which')
