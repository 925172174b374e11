import { access, constants, stat } from 'node:fs'
import { promisify } from 'node:util'
import { pathArgument } from './files.ts'

/** What is at a path, asked in the background; `program`: a file we may execute. Undefined: nothing that we can see. */
export async function probe(path: string): Promise<'program' | 'folder' | 'other' | undefined> {
  try {
    const place = pathArgument(path)
    const status = await promisify(stat)(place)
    if (status.isDirectory()) return 'folder'
    if (!status.isFile() || (status.mode & 0o111) === 0) return 'other'
    return await promisify(access)(place, constants.X_OK).then(
      () => 'program' as const,
      () => 'other' as const,
    )
  } catch {
    return undefined
  }
}
