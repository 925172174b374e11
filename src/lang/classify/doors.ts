import type { RawDoor } from './scanner.ts'
import { isBound, scopeAt, type Analysis, type Scope } from './scope.ts'
import type { Door, Names } from './statement.ts'
import { isUserName } from './names.ts'

const shellVariable = /^\$[A-Za-z_]\w*$/

/** The doors of a statement in rising order, each with the names in sight. `shift` leads from parsed offsets to the source. */
export function findDoors(
  raw: readonly RawDoor[],
  masked: string,
  shift: number,
  names: Names,
  analysed: () => Analysis,
): readonly Door[] {
  const variables = /\$[A-Za-z_]/.test(masked) ? variableDoors(analysed(), shift, names) : []
  if (raw.length === 0) return variables
  const { scope } = analysed()
  const doors: Door[] = raw.map(door => {
    const at = scopeAt(scope, door.span.start - shift)
    return { ...door, names: namesInSight(at, names), inAsync: isAsync(at) }
  })
  return [...doors, ...variables].sort((a, b) => a.span.start - b.span.start)
}

function namesInSight(scope: Scope, names: Names): ReadonlySet<string> {
  const all = new Set(names.user)
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer)
    for (const name of at.names) all.add(name)
  return all
}

function isAsync(scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer)
    if (at.async !== undefined) return at.async
  return true
}

function variableDoors(analysis: Analysis, shift: number, names: Names): Door[] {
  const doors: Door[] = []
  for (const reference of analysis.references) {
    const { name, assigned, shorthand } = reference
    if (assigned || !shellVariable.test(name) || isBound(reference) || isUserName(names, name)) continue
    const start = reference.start + shift
    doors.push({
      type: 'variable',
      span: { start, end: start + name.length },
      name: name.slice(1),
      shorthand,
    })
  }
  return doors.sort((a, b) => a.span.start - b.span.start)
}
