import { chain, type MaybePromise } from '../../../value/index.ts'
import type { ParameterExpansion } from '../../syntax/index.ts'
import type { ExpandHost } from '../host.ts'
import type { CompiledPart, Compiler, Emit, Evaluate, PartContext } from '../part.ts'
import { elementsOf } from '../element.ts'
import { ifsOf } from '../ifs.ts'
import { inLocale } from '../locale.ts'
import { QUOTED, SPLIT } from '../segments.ts'
import { characterCount } from './characters.ts'
import { compileDefault } from './default.ts'
import { emitReference, requireSet, unbound } from './emit.ts'
import { compileIndirect } from './indirect.ts'
import { compileOperation } from './operation.ts'
import { compileReference, isName, type Reference } from './reference.ts'
import { compileSimple } from './simple.ts'
import type { Transformation } from './transformation.ts'

/** Compiles `$x` and `${…}` in all its forms (POSIX 2.6.2; bash manual, “Shell Parameter Expansion”). */
export function compileParameter(
  node: ParameterExpansion,
  context: PartContext,
  compiler: Compiler,
): CompiledPart {
  const isList = mayBeList(node)
  if (
    !node.indirect &&
    !node.length &&
    node.operation === undefined &&
    node.subscript === undefined &&
    !isList
  ) {
    return compileSimple(node, context.quoted)
  }
  const reference = node.indirect ? compileIndirect(node, compiler) : compileReference(node, compiler)
  const part: CompiledPart = {
    emit: compileEmit(node, reference, context, compiler),
    isList: isList && !node.length,
  }
  if (isList || node.indirect || node.operation?.type === 'Default') return part
  return { ...part, text: scalarText(node, reference, compiler) }
}

function mayBeList(node: ParameterExpansion): boolean {
  if (node.subscript) return node.subscript.type === 'All' || node.indirect
  return node.name === '@' || node.name === '*' || node.indirect
}

function compileEmit(
  node: ParameterExpansion,
  reference: Evaluate<Reference>,
  context: PartContext,
  compiler: Compiler,
): Emit {
  const { quoted } = context
  const { operation } = node
  if (operation?.type === 'Default' && !node.length) {
    const emit = compileDefault(operation, context, compiler)
    return (host, out) => chain(reference(host), found => emit(found, host, out))
  }
  const change = compileChange(node, compiler)
  const joins = joinedLists(node, context)
  return (host, out) =>
    chain(reference(host), found =>
      chain(change(found, host), result => {
        if (joins === undefined || result.type !== 'list' || joins === (result.star ? '@' : '*'))
          return emitReference(result, quoted, host, out)
        const between = context.isDocument ? ' ' : ifsOf(host).first || ' '
        out.add(quoted ? QUOTED : SPLIT, result.values.join(between))
      }),
    )
}

/**
 * Which lists are one text here, in bash: in a here-document `$*` has blanks between its elements; where a value is
 * assigned `@` has IFS's first character if an operation made the list, as a rule; that of an element any list.
 */
function joinedLists(
  { indirect, operation, subscript }: ParameterExpansion,
  { quoted, assigned, isDocument }: PartContext,
): '*' | '@' | 'both' | undefined {
  const isWhole = operation === undefined && !indirect && subscript !== undefined
  if (isDocument) return isWhole ? undefined : '*'
  if (assigned === undefined || isDeclaration(operation)) return undefined
  if (assigned === 'element') return quoted ? '@' : 'both'
  const isOfKeys = indirect && operation === undefined && subscript?.type === 'All'
  const always = operation !== undefined && ['Remove', 'Transform', 'PrefixNames'].includes(operation.type)
  return always || (quoted && (operation !== undefined || isOfKeys)) ? '@' : undefined
}

/** `${x[@]@A}` is one text, whose blanks are its own. */
function isDeclaration(operation: ParameterExpansion['operation']): boolean {
  return operation?.type === 'Transform' && operation.operator === 'A'
}

/** What is done to the reference before it is shown; `set -u` is looked at first. */
function compileChange(node: ParameterExpansion, compiler: Compiler): Transformation {
  if (node.operation?.type === 'Bad') return compileOperation(node.operation, '', compiler)
  if (node.length) {
    return (reference, host) => {
      requireVariable(reference, host)
      return lengthOf(reference, host)
    }
  }
  const { operation } = node
  if (operation === undefined || operation.type === 'Default') {
    return (reference, host) => {
      requireSet(reference, host)
      return reference
    }
  }
  const change = compileOperation(operation, describe(node), compiler)
  // The attributes of an array may be asked for though it has no element 0.
  const isAboutVariable = operation.type === 'Transform' && 'aA'.includes(operation.operator)
  return (reference, host) => {
    const elements =
      isAboutVariable && isName(reference.name) ? elementsOf(host.variable(reference.name)) : []
    if (elements.length === 0) requireSet(reference, host)
    return change(reference, host)
  }
}

/** `set -u`: of an array that is not there bash refuses the length, though not the elements; one element has length 0. */
function requireVariable(reference: Reference, host: ExpandHost): void {
  if (reference.type === 'scalar' && reference.key === undefined) return requireSet(reference, host)
  if (!isName(reference.name) || !host.option('nounset')) return
  if (host.variable(reference.name)?.value === undefined && !reference.isValue) throw unbound(reference.name)
}

/** `${#x}` in characters, `${#a[@]}` in elements. */
function lengthOf(reference: Reference, host: ExpandHost): Reference {
  const { label, name } = reference
  const size =
    reference.type === 'list'
      ? reference.values.length
      : characterCount(inLocale(reference.value ?? '', host))
  return { type: 'scalar', label, name, isValue: false, value: String(size) }
}

function scalarText(
  node: ParameterExpansion,
  reference: Evaluate<Reference>,
  compiler: Compiler,
): Evaluate<string> {
  const change = compileChange(node, compiler)
  const show = (result: Reference): string =>
    result.type === 'scalar' ? (result.value ?? '') : result.values.join(' ')
  const changed = (host: ExpandHost): MaybePromise<Reference> =>
    chain(reference(host), found => change(found, host))
  return host => chain(changed(host), show)
}

/** The expansion as it was written, nearly: for “bad substitution”. */
function describe(node: ParameterExpansion): string {
  const operator = node.operation?.type === 'Transform' ? `@${node.operation.operator}` : ''
  const subscript = node.subscript?.type === 'All' ? `[${node.subscript.operator}]` : ''
  return `\${${node.indirect ? '!' : ''}${node.name}${subscript}${operator}}`
}
