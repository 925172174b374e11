/** Calls back when this process has nothing left to wait for, before it ends by that. Gives what takes it back. */
export function whenIdle(listener: () => void): () => void {
  process.once('beforeExit', listener)
  return () => void process.off('beforeExit', listener)
}
