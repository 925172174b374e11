import { existsSync } from 'node:fs'
import { execPath } from 'node:process'
import { resolve } from 'node:path'
import { describeChanges, watchLoop } from '../builtins/index.ts'
import { quoteWord } from '../lang/syntax/index.ts'
import { watchFiles } from '../os/index.ts'
import type { Arguments, Nacre } from '../shell/index.ts'
import { importedFiles } from './imported-files.ts'
import { sayAsNacre } from './run-file.ts'

/** `nacre --watch FILE`: runs the file in a nacre of its own, again when it or what it imports changes. */
export async function watchFile({ shell }: Nacre, args: Arguments): Promise<number> {
  const path = resolve(shell.cwd, args.file ?? '')
  const say = (text: string): void => sayAsNacre(shell, text)
  // It is waited for all the same: an editor may be about to write it.
  if (!existsSync(path)) say(`${args.file}: No such file or directory, waiting for it`)
  return await watchLoop(shell, {
    text: [execPath, commandFile(), ...optionsOf(args), args.file ?? '', ...args.args]
      .map(quoteWord)
      .join(' '),
    open: signal => watchFiles(importedFiles(path), { cwd: shell.cwd, signal }),
    onRun: changes => {
      if (changes.length > 0) say(describeChanges(changes))
    },
    onEnd: status => say(`exit status ${status}, waiting for changes`),
  })
}

/** The options that the file's own run gets again. */
function optionsOf(args: Arguments): string[] {
  const options = args.options.flatMap(({ name, letter, value }) => {
    const sign = value ? '-' : '+'
    return letter ? [`${sign}${name}`] : [`${sign}o`, name]
  })
  const shopts = args.shopts.flatMap(({ name, value }) => [`${value ? '-' : '+'}O`, name])
  return [...(args.commandsOnly ? ['--sh'] : []), ...options, ...shopts]
}

/** The command line of nacre: from dist/ and from src/ alike. */
function commandFile(): string {
  return new URL('../bin/nacre.js', import.meta.url.replace(/\/src\/script\//, '/dist/')).pathname
}
