import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { showError } from '../lang/typescript/index.ts'
import { tell, type Nacre } from '../shell/index.ts'

/** Runs a TypeScript or JavaScript module; gives 1 if it throws, with the user's own frames on standard error. */
export async function runModule(nacre: Nacre, path: string, args: readonly string[]): Promise<number> {
  const { shell } = nacre
  const file = resolve(shell.cwd, path)
  nacre.typescript.script = file
  const { loader, stacks } = await nacre.typescript.provideGlobals()
  process.argv.splice(1, process.argv.length, file, ...args)
  try {
    await loader.importMain(pathToFileURL(file).href, pathToFileURL(`${shell.cwd}/[nacre]`).href)
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (error) {
    await tell(shell, showError(error, { stacks }))
    return 1
  }
}
