import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type HostName = 'posix' | 'portable'

/** The hosts the end-to-end rows run on: Windows has the portable one, so it is run here as well. */
export const hosts: readonly HostName[] = ['posix', 'portable']

/** Rows that a host must skip, from the lines ``- skip `row`: reason`` under its heading in docs/limits.md. */
export function skips(host: HostName): ReadonlyMap<string, string> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/limits.md'), 'utf8')
  const section = new RegExp(`^## ${host}\\n([^]*?)(?=^## |(?![^]))`, 'm').exec(text)?.[1] ?? ''
  return new Map(
    [...section.matchAll(/^- skip `([^`]+)`: (.+)$/gm)].map(match => [match[1] ?? '', match[2] ?? '']),
  )
}
