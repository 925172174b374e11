import { chain, type MaybePromise } from '../../../value/index.ts'
import type { ParameterExpansion } from '../../syntax/index.ts'
import type { ExpandHost } from '../host.ts'
import type { CompiledPart } from '../part.ts'
import { QUOTED, SPLIT, type Segments } from '../segments.ts'
import { joinedValue, wordValue, type ValueOrigin } from '../value-text.ts'
import { unbound } from './emit.ts'
import { isName, parameterValue } from './reference.ts'

/** `$x`, `${x}`, `$1`, `$?`: one look-up. */
export function compileSimple(node: ParameterExpansion, quoted: boolean): CompiledPart {
  const { name } = node
  const origin: ValueOrigin = { label: `$${name}`, node }
  const kind = quoted ? QUOTED : SPLIT
  if (!isName(name)) {
    const label = /^\d/.test(name) && !node.braced ? `$${name}` : name
    const read = (host: ExpandHost): string => parameterValue(name, host) ?? unset(label, host)
    return { text: read, plain: read, emit: (host, out) => out.add(kind, read(host)) }
  }
  return {
    plain: host => (host.binding(name) === undefined ? (host.get(name) ?? unset(name, host)) : undefined),
    text(host) {
      const bound = host.binding(name)
      if (bound !== undefined) return joinedValue(bound.value, origin)
      return host.get(name) ?? unset(name, host)
    },
    emit(host, out) {
      const bound = host.binding(name)
      if (bound !== undefined) return emitBinding(bound.value, origin, quoted, out)
      out.add(kind, host.get(name) ?? unset(name, host))
    },
  }
}

/** The value of an unset parameter; under `set -u` an error. */
export function unset(name: string, host: ExpandHost): string {
  if (host.option('nounset')) throw unbound(name)
  return ''
}

/** A TypeScript value in a word: a list crosses with what stands around it, in double quotes it is one text. */
export function emitBinding(
  value: unknown,
  origin: ValueOrigin,
  quoted: boolean,
  out: Segments,
): MaybePromise<void> {
  return chain(wordValue(value, origin), result => {
    if (typeof result === 'string') out.add(QUOTED, result)
    else if (quoted) out.add(QUOTED, result.join(' '))
    else out.cross(result)
  })
}
