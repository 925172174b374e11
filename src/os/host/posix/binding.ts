import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type * as Koffi from 'koffi'

/** What of koffi is used here. */
export type Binding = Pick<
  typeof Koffi,
  'load' | 'errno' | 'address' | 'register' | 'proto' | 'pointer' | 'alloc' | 'decode' | 'sizeof'
>

/**
 * Loads koffi: straight from its native part where that lies in its usual place (1 ms), else the package (5–10 ms).
 * Throws if there is none for this platform.
 */
export function loadBinding(): Binding {
  const { platform, arch } = process
  const folder = findKoffi()
  if (folder !== undefined && (arch === 'x64' || arch === 'arm64')) {
    const native = `@koromix/koffi-${platform}-${arch}/${platform}_${arch}/koffi.node`
    try {
      return loadNative(`${folder}/../${native}`)
    } catch {
      // Another libc (musl has its own file) or another layout: the package knows them all.
    }
  }
  return createRequire(import.meta.url)(folder ?? 'koffi') as Binding
}

/** Without `require`, whose way to a file costs as much as the file. */
function loadNative(path: string): Binding {
  const module = { exports: {} }
  process.dlopen(module, path)
  return module.exports as Binding
}

/** Whether koffi is installed at all; whether it loads shows at its first use. */
export function hasBinding(): boolean {
  return findKoffi() !== undefined
}

/**
 * koffi's folder in a node_modules above us: by looking, since node's own resolution takes milliseconds at the start (and
 * so do the first calls of node:path).
 */
function findKoffi(): string | undefined {
  for (let at = import.meta.dirname; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const folder = `${at}/node_modules/koffi`
    if (existsSync(folder)) return folder
  }
  return undefined
}
