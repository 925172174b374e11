import type { NodeFacts } from '../../shell/index.ts'
import type { GitFiles } from './git.ts'

/** The version of Node.js that the project around a directory asks for; undefined where none does. */
export function wantedNode(directory: string, files: GitFiles): string | undefined {
  for (let folder = directory; ;) {
    for (const name of ['.nvmrc', '.node-version']) {
      const path = `${folder}/${name}`
      const text = files.exists(path) ? files.read(path)?.trim() : undefined
      if (text !== undefined && text !== '') return text
    }
    const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
    if (parent === folder || folder === '') return undefined
    folder = parent
  }
}

/** What `node --version` said beside what is wanted: `20` and `v20.1` want any of theirs, a name (`lts/*`) any at all. */
export function nodeFacts(output: string, wanted: string): NodeFacts | undefined {
  const version = /^v(\d+\.\d+\.\d+\S*)$/.exec(output.trim())?.[1]
  if (version === undefined) return undefined
  const prefix = /^v?(\d+(?:\.\d+)*)$/.exec(wanted)?.[1]
  return { version, isWanted: prefix === undefined || `${version}.`.startsWith(`${prefix}.`) }
}
