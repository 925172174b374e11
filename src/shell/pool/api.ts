import { pathToFileURL } from 'node:url'
import { Nodes, type PoolJob, type PoolKind } from '../../jobs/index.ts'
import { type Shell, spawnFunction } from '../../lang/eval/index.ts'
import { type Piece, SessionPacker, Stacks } from '../../lang/typescript/index.ts'
import type { PoolSetting } from '../pool-names.ts'
import { Backends } from './backends.ts'
import type { Items } from './items.ts'
import { kindOf, sizeOf, type MapOptions, type PoolOptions } from './options.ts'
import { TransportableFunction } from './pool-function.ts'
import { Pool, type PoolHost } from './pool.ts'

export type { Items } from './items.ts'
export type { MapOptions, PoolOptions } from './options.ts'
export type { Pool } from './pool.ts'

/** `pool` in TypeScript: called it gives workers that stay; its `map` and `imap` have some of their own. */
export interface PoolApi {
  (options?: PoolOptions): Pool
  map<T, R>(items: Items<T> | string, fn: (item: T) => R, options?: MapOptions<T>): PoolJob<Awaited<R>[]>
  imap<T, R>(
    items: Items<T> | string,
    fn: (item: T) => R,
    options?: MapOptions<T>,
  ): AsyncGenerator<Awaited<R>>
}

/** Makes `pool` for a shell and its TypeScript. */
export function createPoolApi(shell: Shell, setting: PoolSetting): PoolApi {
  const host = createHost(shell, setting)
  shell.session.startFunction = (here, fn, args, options) =>
    spawnFunction(
      here,
      {
        text: fn.name === '' ? 'function' : `${fn.name}()`,
        fn: host.wrap(fn),
        args,
        open: place => host.nodes.take(place),
      },
      options,
    )
  const api = (options: PoolOptions = {}): Pool => new Pool(host, options)
  shell.session.functionPool = async (fn, { kind, size, nice }) => {
    const options = {
      ...(kind === undefined ? {} : { kind: kind as PoolKind | 'auto' }),
      ...(size === undefined ? {} : { size }),
    }
    const chosen = kindOf(options, fn)
    const wrapped = host.wrap(fn)
    if (chosen !== 'coroutine') wrapped.pack()
    const backend = await host.backends.open(chosen, sizeOf(options, chosen), nice)
    return { backend, fn: wrapped, close: () => host.backends.release(backend) }
  }
  return Object.assign(api, {
    map<T, R>(items: Items<T> | string, fn: (item: T) => R, options: MapOptions<T> = {}) {
      const pool = new Pool(host, options)
      const job = pool.map(items, fn, options)
      closeAfter(pool, job)
      return job
    },
    imap<T, R>(items: Items<T> | string, fn: (item: T) => R, options: MapOptions<T> = {}) {
      const pool = new Pool(host, { ...options })
      const results = pool.imap(items, fn, options)
      const [job] = pool.running
      if (job !== undefined) closeAfter(pool, job)
      return results
    },
  })
}

function closeAfter(pool: Pool, job: { readonly ended: Promise<number> }): void {
  void job.ended.then(() => pool.close())
}

function createHost(shell: Shell, setting: PoolSetting): PoolHost & { readonly nodes: Nodes } {
  const packer = setting.packer ?? plainPacker(shell)
  let nodes: Nodes | undefined
  let backends: Backends | undefined
  const output = (text: string, stream: 'stdout' | 'stderr'): void =>
    console[stream === 'stdout' ? 'log' : 'error'](text.replace(/\n$/, ''))
  const provided = (name: string): Piece | string => providedPiece(name, shell)
  return {
    // Made when they have something to do: most scripts have no pool.
    get nodes() {
      return (nodes ??= new Nodes({
        worker: setting.process,
        surroundings: () => ({ cwd: shell.cwd, environment: environmentOf(shell) }),
      }))
    },
    jobs: shell.jobs,
    get backends() {
      return (backends ??= new Backends({ threadWorker: setting.thread, nodes: this.nodes, output }))
    },
    directory: () => shell.cwd,
    wrap: fn => new TransportableFunction(fn, packer, provided),
  }
}

/** For a program that plain Node runs: nothing stands between its text and V8. */
function plainPacker(shell: Shell): SessionPacker {
  return new SessionPacker({
    hostNames: new Set(Object.getOwnPropertyNames(globalThis)),
    stacks: new Stacks(),
    parent: () => pathToFileURL(`${shell.cwd}/[nacre]`).href,
    variable: () => undefined,
  })
}

/** What of zx works without a shell. */
const zxNames = new Set(
  'YAML chalk dotenv expBackoff fs glob globby minimist parseArgv quote retry tempdir tempfile tmpdir tmpfile which'.split(
    ' ',
  ),
)

/** The shell's own names in a worker: some are values, some every worker has, the rest stay here. */
function providedPiece(name: string, shell: Shell): Piece | string {
  switch (name) {
    case 'sleep':
      return { type: 'sleep' }
    case 'env':
      return { type: 'clone', value: environmentOf(shell) }
    case 'status':
      return { type: 'clone', value: shell.status }
    case 'path':
    case 'os':
      return { type: 'import', specifier: `node:${name}`, parent: import.meta.url, name: 'default' }
    default:
      if (zxNames.has(name)) return { type: 'import', specifier: 'zx', parent: import.meta.url, name }
      return "it belongs to the shell, which stays here; kind: 'coroutine' runs beside it"
  }
}

function environmentOf(shell: Shell): Record<string, string> {
  return Object.fromEntries(
    shell.variables.environment().map(entry => {
      const at = entry.indexOf('=')
      return [entry.slice(0, at), entry.slice(at + 1)]
    }),
  )
}
