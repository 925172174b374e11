import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'

const folders = ['/usr/share/man', '/usr/local/share/man', '/usr/local/man']

/** Manual pages that begin as the word does; a section before the word narrows them. */
export function manualPages({ word, words, host: { shell } }: ArgumentRequest): Candidate[] {
  const section = words.slice(1).find(one => /^\d\w*$/.test(one))
  const listed = shell.variables.get('MANPATH')?.split(':').filter(Boolean)
  const found = new Map<string, Candidate>()
  for (const folder of listed ?? folders)
    for (const { name: part } of shell.host.readDirectory(folder) ?? []) {
      if (!part.startsWith(`man${section ?? ''}`)) continue
      for (const { name } of shell.host.readDirectory(`${folder}/${part}`) ?? []) {
        const [, value, at = ''] = /^(.+)\.(\d\w*)(?:\.\w+)?$/.exec(name) ?? []
        if (value === undefined || !value.toLowerCase().startsWith(word.value.toLowerCase())) continue
        if (!found.has(value)) found.set(value, { value, kind: 'value', description: `section ${at}` })
      }
    }
  return [...found.values()].toSorted((a, b) => (a.value < b.value ? -1 : 1))
}
