import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { quoteWord } from '../../lang/syntax/index.ts'
import type { Session, Shell } from '../../lang/eval/index.ts'
import { configFolder, makeFolder } from '../../store/index.ts'
import { valueText, type SettingValue } from './spec.ts'
import { anyValue } from './values.ts'

const head = '# Settings that `config --save` keeps: one command for each. Other lines stay as they are.\n'

const written = new WeakMap<Session, Map<string, string>>()

/** What a session wrote last into a start-up file: it is in force there already. */
export function writtenText(session: Session, file: string): string | undefined {
  return written.get(session)?.get(file)
}

/** Remembers what is written into a start-up file. */
export function noteWritten(session: Session, file: string, text: string): void {
  const texts = written.get(session) ?? new Map<string, string>()
  written.set(session, texts.set(file, text))
}

/** The file that keeps settings: a start-up file like others. */
export function savedFile(environment: ReadonlyMap<string, string>): string {
  return join(configFolder(environment), 'rc.d', 'settings.tsh')
}

/** Keeps the present values of settings for later sessions. Throws where the file cannot be written. */
export function saveSettings(shell: Shell, names: readonly string[]): void {
  const file = savedFile(shell.host.environment())
  const lines = readLines(file).filter(line => !names.some(name => line.startsWith(`config ${name} `)))
  const added = names.map(
    name => `config ${name} ${quoteWord(valueText(anyValue(shell, name) as SettingValue))}`,
  )
  makeFolder(dirname(file))
  // A session that reads it meanwhile sees the old file or the new one.
  const text = [...lines, ...added, ''].join('\n')
  noteWritten(shell.session, file, text)
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').replace(/\n$/, '').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [head.trimEnd()]
    throw error
  }
}
