import { constants, promises } from 'node:fs'
import { pathArgument } from './files.ts'

/** What is at a path, asked in the background; `program`: a file we may execute. Undefined: nothing that we can see. */
export async function probe(path: string): Promise<'program' | 'folder' | 'other' | undefined> {
  try {
    const place = pathArgument(path)
    const status = await promises.stat(place)
    if (status.isDirectory()) return 'folder'
    if (!status.isFile() || (status.mode & 0o111) === 0) return 'other'
    return await promises.access(place, constants.X_OK).then(
      () => 'program' as const,
      () => 'other' as const,
    )
  } catch {
    return undefined
  }
}
