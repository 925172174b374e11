import { ShellError, type ExpandHost } from '../host.ts'
import { ifsOf } from '../ifs.ts'
import { BREAK, BREAK_AT, BREAK_STAR, QUOTED, SPLIT, type Segments } from '../segments.ts'
import type { List, Reference } from './reference.ts'

/** Adds the value of an expansion: POSIX 2.5.2 for lists, quoted and not. */
export function emitReference(reference: Reference, quoted: boolean, host: ExpandHost, out: Segments): void {
  const asQuoted = quoted || reference.isValue
  if (reference.type === 'scalar') out.add(asQuoted ? QUOTED : SPLIT, reference.value ?? '')
  else if (quoted && reference.star) out.add(QUOTED, reference.values.join(ifsOf(host).first))
  else emitList(reference, asQuoted, out)
}

function emitList(list: List, quoted: boolean, out: Segments): void {
  const between = quoted ? BREAK : list.star ? BREAK_STAR : BREAK_AT
  const kind = quoted ? QUOTED : SPLIT
  for (let i = 0; i < list.values.length; i++) {
    if (i > 0) out.add(between, '')
    out.add(kind, list.values[i] ?? '')
  }
}

/** `set -u`: an unset parameter is an error that ends a script (POSIX 2.5.2: `$@` and `$*` are none). */
export function requireSet(reference: Reference, host: ExpandHost): void {
  if (reference.type === 'scalar' && reference.value === undefined && host.option('nounset')) {
    throw unbound(reference.label)
  }
}

export function unbound(label: string): ShellError {
  // Bash's name for the special ones: `$!: unbound variable`, but `1: unbound variable`.
  const name = /^[!?$-]$/.test(label) ? `$${label}` : label
  return new ShellError(`${name}: unbound variable`, { severity: 'shell' })
}
