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
  const require = createRequire(import.meta.url)
  const { platform, arch } = process
  if ((arch === 'x64' || arch === 'arm64') && (platform === 'linux' || platform === 'darwin')) {
    try {
      const native = createRequire(require.resolve('koffi'))
      return native(`@koromix/koffi-${platform}-${arch}/${platform}_${arch}/koffi.node`) as Binding
    } catch {
      // Another libc (musl has its own file) or another layout: the package knows them all.
    }
  }
  return require('koffi') as Binding
}

/** Whether koffi is installed at all; whether it loads shows at its first use. */
export function hasBinding(): boolean {
  try {
    createRequire(import.meta.url).resolve('koffi')
    return true
  } catch {
    return false
  }
}
