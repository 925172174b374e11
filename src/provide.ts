/** The names TypeScript gets from every room: the shell's own, and zx's, which are loaded at their first use. */
import { fileURLToPath } from 'node:url'
import { stripScript, type SessionPacker } from './lang/typescript/index.ts'
import { listProcesses } from './os/index.ts'
import {
  addPool,
  addShellNames,
  ApiNames,
  applyConfig,
  currentShell,
  scopedDirectory,
  withinDirectoryScope,
  type Config,
  type ProvideNames,
} from './shell/index.ts'
import {
  markdownModule,
  markdownOffset,
  packageQuestion,
  provideScriptGlobals,
  resolvePackage,
} from './script/index.ts'
import { cacheFolder } from './store/index.ts'
import { sessionNames } from './session-key.ts'
import type { Shell } from './lang/eval/index.ts'
import { concludeJob, lazyZx, pipeableFetch, zxPackages, type LazyZx, type Zx } from './zx/index.ts'

/** zx's names as they are; `ps`, `cd` and `within` are ours. */
const zxNames = [
  '$',
  'ProcessOutput',
  'ProcessPromise',
  'YAML',
  'argv',
  'chalk',
  'defaults',
  'dotenv',
  'echo',
  'expBackoff',
  'fs',
  'glob',
  'globby',
  'kill',
  'minimist',
  'nothrow',
  'os',
  'parseArgv',
  'path',
  'question',
  'quiet',
  'quote',
  'quotePowerShell',
  'resolveDefaults',
  'retry',
  'spinner',
  'stdin',
  'syncProcessCwd',
  'tempdir',
  'tempfile',
  'tmpdir',
  'tmpfile',
  'updateArgv',
  'useBash',
  'usePowerShell',
  'usePwsh',
  'which',
] as const satisfies readonly (keyof Zx)[]

/** All names of the API for a shell. */
export function apiNames(
  shell: Shell,
  packer?: SessionPacker,
  whole?: <T>(run: () => T) => T,
): { readonly names: ApiNames; readonly zx: LazyZx } {
  const zx = lazyZx(shell, {
    directory: scopedDirectory,
    shell: currentShell,
    ...(whole === undefined ? {} : { whole }),
  })
  shell.session.concludeJob = job => concludeJob(job, zx)
  const names = new ApiNames()
  for (const name of zxNames) names.getter(name, () => zx()[name])
  names.value('fetch', pipeableFetch(zx))
  addShellNames(names, shell, {
    asked: directory => zx.logMove(directory),
    moved: directory => zx.follow(directory),
  })
  addPool(names, shell, {
    thread: workerFile('pool-thread'),
    process: workerFile('pool-process'),
    packer,
  })
  names.value('within', <T>(run: () => T): T => withinDirectoryScope(() => zx().within(run)))
  const ps: unknown = new Proxy(listProcesses, {
    // zx's `ps.lookup`, `ps.tree` …
    get: (own, key) => Reflect.get(own, key) ?? Reflect.get(zx().ps, key),
  })
  names.value('ps', ps)
  return { names, zx }
}

export const provideNames: ProvideNames = (scope, shell, session) => {
  const { names, zx } = apiNames(shell, scope.packer, session.whole)
  names.defineOn(globalThis)
  if (session.script !== undefined) provideScriptGlobals(session.script)
  names.value('configure', (config: Config) => applyConfig(shell, config))
  Object.defineProperty(globalThis, sessionNames, { value: names, configurable: true })
  scope.loader.addPackages(zxPackages(zx))
  scope.loader.addPackages(ownPackages())
  const isAtPrompt = shell.session.interactive && shell.descriptors.get(0)?.isTerminal === true
  const ask = isAtPrompt ? packageQuestion() : undefined
  scope.loader.addScheme('npm:', specifier =>
    resolvePackage(specifier, cacheFolder(shell.host.environment()), {
      ...session.packages,
      ask,
      script: session.script,
    }),
  )
  for (const extension of ['.md', '.markdown'])
    scope.loader.addLanguage(extension, (path, text) => {
      const module = markdownModule(text)
      const { code, locate } = stripScript(path, module)
      return {
        code,
        locate: (line, column) => {
          const offset = locate(line, column)
          return offset === undefined ? undefined : markdownOffset(text, module, offset)
        },
      }
    })
}

/** A file of ours that a worker runs: beside this one, built or as it was written. */
function workerFile(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return fileURLToPath(new URL(`./${name}.${extension}`, import.meta.url))
}

/** `nacre` and its parts resolve to this very program's, whatever is installed where the script is. */
function ownPackages(): ReadonlyMap<string, () => string> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const address = (file: string) => () => new URL(`./${file}.${extension}`, import.meta.url).href
  return new Map([
    ['nacre', address('index')],
    ['nacre/globals', address('globals')],
    ['nacre/config', address('config')],
  ])
}
