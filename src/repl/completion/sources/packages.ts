import type { Shell } from '../../../lang/eval/index.ts'

/** The packages in one `node_modules`, those with a scope too. */
export function packagesIn(folder: string, { host }: Shell): string[] {
  return (host.readDirectory(folder) ?? []).flatMap(({ name }) => {
    if (name.startsWith('.')) return []
    if (!name.startsWith('@')) return [name]
    return (host.readDirectory(`${folder}/${name}`) ?? []).map(inner => `${name}/${inner.name}`)
  })
}
