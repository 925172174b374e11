import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Shell } from '../lang/eval/index.ts'
import { configureZx, type Zx, type ZxCore } from './configure.ts'

/**
 * zx for a shell: `$` runs our command language in a fork, `cd` moves the shell as well. The package keeps its settings
 * in itself, so that scripts which import zx share them; the last shell it was created for runs the commands.
 */
export function createZx(shell: Shell): Zx {
  const zx = createRequire(import.meta.url)(packageFile('index.cjs')) as Zx
  const core = createRequire(import.meta.url)(packageFile('core.cjs')) as ZxCore
  // The directory zx believes to be in; while that is what it names, the shell's own is meant.
  let believed = shell.host.cwd()
  configureZx(core, {
    shell,
    environment: shell.host.environment(),
    directory: named => (named === undefined || named === believed ? shell.cwd : named),
  })
  const cd: Zx['cd'] = directory => {
    zx.cd(directory)
    believed = shell.host.cwd()
    if (shell.cwd !== believed) shell.changeDirectory(believed)
  }
  return { ...zx, cd }
}

/** `createZx` at the first call: loading the package takes a moment. */
export function lazyZx(shell: Shell): () => Zx {
  let zx: Zx | undefined
  return () => (zx ??= createZx(shell))
}

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
