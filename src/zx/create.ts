import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Shell } from '../lang/eval/index.ts'
import { delayExtras } from './late-extras.ts'
import { configureZx, type Zx, type ZxCore } from './configure.ts'

export interface ZxOptions {
  /** The directory of the running task, where it has one of its own. */
  directory?(): string | undefined
  /** The copy of the shell that the running TypeScript stands in. */
  shell?(): Shell | undefined
  /** Runs what Ctrl-C must not leave half done: modules that are half loaded stay so. */
  whole?<T>(run: () => T): T
}

/**
 * zx for a shell: `$` runs our command language in a fork, `cd` moves the shell as well. The package keeps its settings
 * in itself, so that scripts which import zx share them; the last shell it was created for runs the commands.
 */
export function createZx(
  shell: Shell,
  options: ZxOptions = {},
): Zx & { readonly follow: (directory: string) => void } {
  delayExtras(packageFile('vendor-extra.cjs'), options.whole)
  const zx = createRequire(import.meta.url)(packageFile('index.cjs')) as Zx
  const core = createRequire(import.meta.url)(packageFile('core.cjs')) as ZxCore
  // The directory zx believes to be in; while that is what it names, the shell's own is meant.
  let believed = shell.host.cwd()
  const current = (): Shell => options.shell?.() ?? shell
  configureZx(core, {
    get shell() {
      return current()
    },
    environment: shell.host.environment(),
    directory: named =>
      named === undefined || named === believed ? (options.directory?.() ?? current().cwd) : named,
  })
  const follow = (directory: string): void => {
    believed = directory
    const key = directoryKey(core)
    if (key !== undefined) Reflect.set(core.defaults, key, directory)
  }
  const cd: Zx['cd'] = directory => {
    zx.cd(directory)
    believed = shell.host.cwd()
    if (shell.cwd !== believed) shell.changeDirectory(believed)
  }
  return { ...zx, cd, follow }
}

/** Where zx keeps the directory that its own `cd` moved to. */
function directoryKey({ defaults }: ZxCore): symbol | undefined {
  return Object.getOwnPropertySymbols(defaults).find(key => key.description === 'processCwd')
}

export type LazyZx = (() => Zx) & {
  /** The shell moved: zx goes along, if it is there. */
  follow(directory: string): void
  /** A `cd` is told as zx tells its own (`$.verbose`, `$.log`), if zx is there. */
  logMove(directory: string): void
}

/** `createZx` at the first call: loading the package takes a moment. */
export function lazyZx(shell: Shell, options?: ZxOptions): LazyZx {
  let zx: ReturnType<typeof createZx> | undefined
  const whole = options?.whole ?? atOnce
  return Object.assign(() => (zx ??= whole(() => createZx(shell, options))), {
    follow: (directory: string) => zx?.follow(directory),
    logMove: (dir: string) => {
      if (zx === undefined) return
      const { $ } = zx
      $.log({ kind: 'cd', dir, verbose: !$.quiet && $.verbose })
    },
  })
}

const atOnce = <T>(run: () => T): T => run()

const files = { zx: 'index.js', 'zx/globals': 'globals.js', 'zx/core': 'core.js', 'zx/cli': 'cli.js' }

/** Where `zx`, `zx/globals` and `zx/core` resolve to: whoever imports them gets the package as it was set up. */
export function zxPackages(load: () => Zx): ReadonlyMap<string, () => string> {
  const address = (file: string) => () => {
    load()
    return pathToFileURL(packageFile(file)).href
  }
  return new Map(Object.entries(files).map(([name, file]) => [name, address(file)]))
}

/** A file of the package, by its path: its name is the user's way to it, and comes back to us. */
function packageFile(name: string): string {
  return join(dirname(createRequire(import.meta.url).resolve('zx/package.json')), 'build', name)
}
