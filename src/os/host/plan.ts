import type { SpawnPlan } from './host.ts'

/** All of the environment. */
export function environmentOf({ environment, ownEnvironment }: SpawnPlan): readonly string[] {
  return ownEnvironment === undefined ? environment : [...environment, ...ownEnvironment]
}
