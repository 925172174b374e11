import type { Binding, BindingKind } from './bindings.ts'

/** How a name of the session is spelled in the code that V8 gets. */
export interface KnownName {
  readonly kind: BindingKind
  readonly internal: string
  /** Its initialiser threw: nobody can read it, and V8 lets nobody assign to it. */
  readonly dead?: boolean
}

export type NameTable = ReadonlyMap<string, KnownName>

/** Names of one statement after V8's rules are met. */
export interface PlannedNames {
  /** New names and their spelling. */
  readonly declared: ReadonlyMap<string, KnownName>
  /** Spellings, of new and known names, that are not the name itself. */
  readonly renamed: ReadonlyMap<string, string>
  /** Assigned without a declaration, though V8 knows the name (an object of the host's, a failed declaration): they need one. */
  readonly undeclared: readonly string[]
}

// V8 lets a REPL declare a name again only in the way it was declared before.
const groups: Record<BindingKind, string> = {
  const: 'const',
  import: 'const',
  let: 'let',
  class: 'let',
  var: 'var',
  function: 'var',
  enum: 'enum',
  assigned: 'assigned',
}

/**
 * Decides how the names a statement declares are spelled. A name that V8 would refuse (declared before in another way), or
 * that the host's own code uses (`process`, `URL`: V8's REPL scope is shared with every module), gets a spelling of its own.
 */
export function planNames(
  bindings: readonly Binding[],
  known: NameTable,
  hostNames: ReadonlySet<string>,
): PlannedNames {
  const declared = new Map<string, KnownName>()
  const undeclared: string[] = []
  for (const { name, kind } of bindings) {
    if (declared.has(name)) continue
    const before = known.get(name)
    if (kind === 'assigned') {
      if (before !== undefined && before.dead !== true) continue
      const taken = hostNames.has(name) || before !== undefined
      if (taken) undeclared.push(name)
      declared.set(name, taken ? { kind: 'let', internal: fresh(name, known) } : { kind, internal: name })
      continue
    }
    declared.set(name, { kind, internal: spelling(name, kind, before, known, hostNames) })
  }
  return { declared, renamed: renamedNames(declared, known, hostNames), undeclared }
}

function spelling(
  name: string,
  kind: BindingKind,
  before: KnownName | undefined,
  known: NameTable,
  hostNames: ReadonlySet<string>,
): string {
  if (before === undefined) return hostNames.has(name) ? fresh(name, known) : name
  const same = groups[before.kind] === groups[kind] && kind !== 'enum'
  // A property of the global object can become any kind of declaration.
  return same || before.kind === 'assigned' ? before.internal : fresh(name, known)
}

function fresh(name: string, known: NameTable): string {
  const last = known.get(name)?.internal
  const number = last === undefined || last === name ? 1 : Number(last.slice(name.length + 1)) + 1
  return `${name}\u0294${number}`
}

function renamedNames(
  declared: NameTable,
  known: NameTable,
  hostNames: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>()
  for (const [name, { internal, dead }] of known) {
    // What could not take the place of an object of the host's has not taken it.
    const isHosts = dead === true && hostNames.has(name)
    if (internal !== name && !isHosts) renamed.set(name, internal)
  }
  for (const [name, { internal }] of declared)
    if (internal === name) renamed.delete(name)
    else renamed.set(name, internal)
  return renamed
}
