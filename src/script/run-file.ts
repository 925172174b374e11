import { resolve } from 'node:path'
import { makeSource } from '../diag/index.ts'
import type { Outcome, Shell } from '../lang/eval/index.ts'
import { SystemError } from '../os/index.ts'
import type { Arguments, Nacre } from '../shell/index.ts'
import { decodeBytes, encodeBytes, looksBinary } from '../value/index.ts'
import { checkText } from './check.ts'
import { languageOfFile } from './language-of-file.ts'
import { missingFileHint } from './missing-file.ts'
import { runModule } from './run-module.ts'

/** Runs a file in the language its extension or shebang says (docs/language.md, Files). */
export async function runFile(nacre: Nacre, path: string, args: Arguments): Promise<Outcome> {
  const { shell, host } = nacre
  let bytes: Uint8Array
  try {
    bytes = host.readFile(shell.resolvePath(path))
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const isMissing = error.code === 'ENOENT'
    sayAsNacre(shell, `${path}: ${error.message}`, isMissing ? missingFileHint(path, args.args, false) : '')
    return isMissing ? 127 : 126
  }
  if (looksBinary(bytes)) {
    sayAsNacre(shell, `${path}: cannot execute binary file`)
    return 126
  }
  const text = decodeBytes(bytes)
  const source = makeSource(path, text.replaceAll('\0', ''))
  const language = nacre.session.commandsOnly ? 'commands' : languageOfFile(path, text)
  if (args.parseOnly) return checkText(nacre, source)
  switch (language) {
    case 'commands':
      return await shell.run(source)
    case 'both':
      nacre.typescript.script = resolve(shell.cwd, path)
      process.argv.splice(1, process.argv.length, nacre.typescript.script, ...args.args)
      return await nacre.run(source, { show: false, onError: 'exit' })
    case 'module':
      return await runModule(nacre, path, args.args)
  }
}

/** Before the script runs, and so by the shell's own name: `$0` is the file's already (as in bash). */
export function sayAsNacre(shell: Shell, text: string, more = ''): void {
  void shell.descriptors.get(2)?.write(encodeBytes(`nacre: ${text}\n${more}`))
}
