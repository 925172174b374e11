/**
 * `node --import nacre/zx FILE`: our engine behind the zx that the program imports, its own copy or, where it has none,
 * ours. Nothing is started before the first command.
 */
import { readFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Shell } from '../lang/eval/index.ts'
import { chooseHost } from '../os/index.ts'
import { createPlainShell } from '../shell/index.ts'
import { configureZx, type ZxCore } from './configure.ts'

/** Under this name the loaded copies of zx find `configure`. */
const key = 'nacre.zx.configure'

const configured = Symbol.for('nacre.zx.configured')

function lazyShell(): () => Shell {
  let shell: Shell | undefined
  const host = chooseHost()
  return () => (shell ??= createPlainShell(host))
}

/** Every zx that is loaded from now on runs its commands here. */
function install(): void {
  const shell = lazyShell()
  const configure = (core: ZxCore & { [configured]?: true }): void => {
    if (core[configured]) return
    core[configured] = true
    const { host } = shell()
    configureZx(core, {
      shell: shell(),
      environment: host.environment(),
      directory: named => named ?? host.cwd(),
    })
  }
  Object.defineProperty(globalThis, Symbol.for(key), { value: configure })
  registerHooks({
    resolve: (specifier, context, next) => {
      try {
        return next(specifier, context)
      } catch (error) {
        if (!/^zx(?:\/(?:globals|core|cli))?$/.test(specifier)) throw error
        return next(specifier, { ...context, parentURL: import.meta.url })
      }
    },
    load: (url, context, next) => {
      if (!isCore(url)) return next(url, context)
      const source = `${readFileSync(fileURLToPath(url), 'utf8')}
;globalThis[Symbol.for(${JSON.stringify(key)})](module.exports);`
      return { format: 'commonjs', source, shortCircuit: true }
    },
  })
}

/** zx's module that runs the commands, in whichever copy of the package. */
function isCore(url: string): boolean {
  if (!url.startsWith('file:') || !url.endsWith('/core.cjs')) return false
  const path = fileURLToPath(url)
  if (basename(dirname(path)) !== 'build') return false
  try {
    const require = createRequire(pathToFileURL(path))
    const { name } = require(join(dirname(path), '../package.json')) as { name?: unknown }
    return name === 'zx'
  } catch {
    return false
  }
}

install()
