/** `npm:@scope/name@^1.2/sub` in its parts. */
export interface PackageSpecifier {
  readonly name: string
  /** `latest` where none is named. */
  readonly range: string
  /** What is imported of the package: `` or `/sub`. */
  readonly subpath: string
}

/** Reads `npm:name`, `npm:name@range`, `npm:@scope/name@range/sub`; undefined for what is no package name. */
export function parseSpecifier(specifier: string): PackageSpecifier | undefined {
  const match = /^(?:npm:)?(@[\w.-]+\/[\w.-]+|[\w.-]+)(?:@([^/]+))?(\/.*)?$/.exec(specifier)
  if (match === null) return undefined
  const [, name = '', range = 'latest', subpath = ''] = match
  return /^[._]/.test(name) || /[\s'"`$;&|<>\\]/.test(range.replace(/[<>|\s]/g, ''))
    ? undefined
    : { name, range, subpath }
}
