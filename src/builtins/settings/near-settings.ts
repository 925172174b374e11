import { nearestName } from '../../diag/index.ts'
import { settingSpecs } from './table.ts'

/** What somebody may have meant who has written a setting that there is not: ` (theme?)`, or nothing. */
export function nearSettings(name: string): string {
  const plain = plainName(name)
  const known = [...settingSpecs.keys()]
  const parts = known.filter(one => plain !== '' && plainName(one).includes(plain))
  const near = parts.length > 0 ? parts : [nearestName(name, known) ?? []].flat()
  return near.length === 0 ? '' : ` (${near.join(', ')}?)`
}

/** `prompt-left` is `promptLeft`. */
export function plainName(name: string): string {
  return name.replaceAll(/[-_]/g, '').toLowerCase()
}
