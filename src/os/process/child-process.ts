import type * as childProcess from 'node:child_process'
import type { SpawnSyncOptions, SpawnSyncReturns } from 'node:child_process'

function nodeChildProcess(): typeof childProcess {
  return process.getBuiltinModule('node:child_process')
}

/** Makes a class's objects pass for Node's `ChildProcess`: callers ask with `instanceof`. Its own methods come first. */
export function passForChildProcess(of: { readonly prototype: object }): void {
  Object.setPrototypeOf(of.prototype, nodeChildProcess().ChildProcess.prototype)
}

/** Runs a text as a shell of its own and waits for it, blocking this thread. */
export function runTextSync(
  command: readonly [file: string, ...args: string[]],
  options: SpawnSyncOptions,
): SpawnSyncReturns<string | Buffer> {
  const [file, ...args] = command
  return nodeChildProcess().spawnSync(file, args, { ...options, shell: false })
}
