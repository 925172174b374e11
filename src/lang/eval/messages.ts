import { SystemError } from '../../os/index.ts'
import { encodeBytes } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import type { Session } from './shell.ts'

/** The file that is run, as BASH_SOURCE names it; else `$0`. */
export function messageNameOf({ session, stack, name }: Environment): string {
  const file = session.interactive ? undefined : stack.at(-1)?.source
  return file === undefined || file === 'main' || file === 'environment' ? name : file
}

/** The place as messages tell it; a person's own lines are in sight, those of a start-up file are not. */
export function placeTextOf({ interactive, startupFile }: Session, place: string): string {
  if (startupFile !== undefined) return `${startupFile}: ${place}`
  return interactive ? '' : place
}

/** Text on a descriptor that nobody waits for: a closed or broken one is nobody's to hear of. */
export function writeQuietly({ descriptors }: Environment, fd: number, text: string): void {
  try {
    const written = descriptors.get(fd)?.write(encodeBytes(text))
    if (written !== undefined) written.catch(() => undefined)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
  }
}
