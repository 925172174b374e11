import { SystemError } from '../../os/index.ts'
import { encodeBytes } from '../../value/index.ts'
import type { Environment } from './environment.ts'

/** The file that is run, as BASH_SOURCE names it; else `$0`. */
export function messageNameOf({ session, stack, name }: Environment): string {
  const file = session.interactive ? undefined : stack.at(-1)?.source
  return file === undefined || file === 'main' || file === 'environment' ? name : file
}

/** The place as messages tell it; a person's own lines are in sight, those of a file that is being read are not. */
export function placeTextOf({ session, stack }: Environment, place: string): string {
  if (!session.interactive) return place
  const isInFile = stack.some(call => call.name === 'source')
  return isInFile ? `${stack.at(-1)?.source}: ${place}` : ''
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
