import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing; throws the system's error. Node's `recursive` asks for ever where a
 * folder that is there lets nothing be made in it (ENOENT, as under /proc).
 */
export function makeFolder(path: string, mode?: number): void {
  if (tryMake(path, mode) !== 'ENOENT') return
  makeFolder(dirname(path), mode)
  if (tryMake(path, mode) === 'ENOENT') mkdirSync(path)
}

/** ENOENT is given, not thrown: a folder above is missing. One that is there is fine. */
function tryMake(path: string, mode: number | undefined): 'ENOENT' | undefined {
  try {
    mkdirSync(path, mode)
    return undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return undefined
    if (code === 'ENOENT') return code
    throw error
  }
}
