/** `nacre/config`: for the start-up file, `$XDG_CONFIG_HOME/nacre/rc.ts`. */
import { sessionNames } from './session-key.ts'
import type { ApiNames, Config } from './shell/index.ts'

export type { Config } from './shell/index.ts'

/** Puts a configuration into force in the session that reads it, and gives it back: `export default defineConfig({ … })`. */
export function defineConfig(config: Config): Config {
  const names = (globalThis as Record<symbol, unknown>)[sessionNames] as ApiNames | undefined
  const configure = names?.get('configure') as ((config: Config) => void) | undefined
  configure?.(config)
  return config
}
