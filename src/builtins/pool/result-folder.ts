import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where --results keeps a task's files, below its folder: `1/a/2/b`, or by the names of a header. */
export function resultFolder(values: readonly string[], names: readonly string[]): string {
  return join(...values.flatMap((value, i) => [asName(names[i] ?? String(i + 1)), asName(value)]))
}

/** A value as the name of a folder: it leads nowhere else. */
function asName(value: string): string {
  if (value === '') return '_'
  return /^\.\.?$/.test(value) ? value.replaceAll('.', '\\.') : value.replaceAll('/', '\\_')
}

/** Its files are there: it need not run again (--resume without a joblog). */
export function hasResults(directory: string, values: readonly string[], names: readonly string[]): boolean {
  return existsSync(join(directory, resultFolder(values, names), 'seq'))
}
