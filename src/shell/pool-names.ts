import type { Shell } from '../lang/eval/index.ts'
import type { SessionPacker } from '../lang/typescript/index.ts'
import type { ApiNames } from './api-names.ts'
import { createPoolApi } from './pool/api.ts'

/** What `pool` needs from above. */
export interface PoolSetting {
  /** The files that workers run. */
  readonly thread: string
  readonly process: string
  /** Takes functions of the session to workers; without one, those of a program that plain Node runs. */
  readonly packer?: SessionPacker | undefined
}

/** Adds `pool`. Its workers are loaded when they have something to do. */
export function addPool(names: ApiNames, shell: Shell, setting: PoolSetting): void {
  names.value('pool', createPoolApi(shell, setting))
}
