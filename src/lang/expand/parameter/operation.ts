import { chain, type MaybePromise } from '../../../value/index.ts'
import type { ParameterOperation } from '../../syntax/index.ts'
import type { ExpandHost } from '../host.ts'
import type { Pattern } from '../pattern.ts'
import type { Compiler } from '../part.ts'
import { inLocale, outOfLocale } from '../locale.ts'
import { changeCase } from './case.ts'
import { compileReplace } from './replace.ts'
import { compileSlice } from './slice.ts'
import { compileTransform } from './transform.ts'
import { badSubstitution, mapReference, type Transformation } from './transformation.ts'

/** Compiles every operation but those with a default word. `text` is the expansion as written, for messages. */
export function compileOperation(
  operation: Exclude<ParameterOperation, { type: 'Default' }>,
  text: string,
  compiler: Compiler,
): Transformation {
  const change = compileChange(operation, text, compiler)
  return isByCharacter.has(operation.type) ? byCharacter(change) : change
}

/** Operations that count or match characters. */
const isByCharacter: ReadonlySet<ParameterOperation['type']> = new Set([
  'Remove',
  'Case',
  'Replace',
  'Substring',
])

/** Done to the characters of the locale. */
function byCharacter(change: Transformation): Transformation {
  return (reference, host) =>
    chain(
      change(
        mapReference(reference, value => inLocale(value, host)),
        host,
      ),
      result => mapReference(result, outOfLocale),
    )
}

function compileChange(
  operation: Exclude<ParameterOperation, { type: 'Default' }>,
  text: string,
  compiler: Compiler,
): Transformation {
  switch (operation.type) {
    case 'Remove': {
      const { operator } = operation
      return withPattern(compiler.pattern(operation.pattern, false), (value, pattern) =>
        remove(value, pattern, operator),
      )
    }
    case 'Case': {
      const { operator } = operation
      const pattern =
        operation.pattern === undefined ? () => undefined : compiler.pattern(operation.pattern, false)
      // bash: an expansion that gives nothing is no pattern; `""` is one, which matches nothing.
      const isExpanded =
        operation.pattern?.parts.every(part => /(Expansion|Substitution)$/.test(part.type)) === true
      return (reference, host) =>
        chain(pattern(host), found => {
          const every = isExpanded && found?.literal === ''
          return mapReference(reference, value => changeCase(value, operator, every ? undefined : found))
        })
    }
    case 'Replace':
      return compileReplace(operation, compiler)
    case 'Substring':
      return compileSlice(operation, compiler)
    case 'Transform':
      return compileTransform(operation.operator, text)
    case 'PrefixNames':
      return reference => reference
    case 'Bad':
      return (_, host) => {
        throw badSubstitution(operation.text, host)
      }
  }
}

function withPattern(
  compiled: (host: ExpandHost) => MaybePromise<Pattern>,
  change: (value: string, pattern: Pattern) => string,
): Transformation {
  return (reference, host) =>
    chain(compiled(host), pattern => mapReference(reference, value => change(value, pattern)))
}

/** `#` and `%` remove the shortest prefix or suffix that matches, `##` and `%%` the longest (POSIX 2.6.2). */
function remove(value: string, pattern: Pattern, operator: '#' | '##' | '%' | '%%'): string {
  const longest = operator.length === 2
  if (operator.startsWith('#')) {
    const end = pattern.prefix(value, longest)
    return end < 0 ? value : value.slice(end)
  }
  const start = pattern.suffix(value, longest)
  return start < 0 ? value : value.slice(0, start)
}
