import { chain, type MaybePromise } from '../../../value/index.ts'
import type { ParameterOperation } from '../../syntax/index.ts'
import { ShellError, type ExpandHost } from '../host.ts'
import { ifsOf } from '../ifs.ts'
import type { Compiler, Emit, PartContext } from '../part.ts'
import { QUOTED, type Segments } from '../segments.ts'
import { emitReference } from './emit.ts'
import { assign, type Reference } from './reference.ts'

type Default = Extract<ParameterOperation, { type: 'Default' }>

/** `${x:-word}`, `${x:=word}`, `${x:?word}`, `${x:+word}` (POSIX 2.6.2): what they add for a reference. */
export function compileDefault(
  operation: Default,
  context: PartContext,
  compiler: Compiler,
): (reference: Reference, host: ExpandHost, out: Segments) => MaybePromise<void> {
  const { quoted } = context
  const word = emitWord(operation, context, compiler)
  // In "${x:=~}" the tilde is quoted.
  const text = compiler.text(operation.word, !quoted)
  return (reference, host, out) => {
    const present = isPresent(reference, operation.colon, quoted, host)
    if (operation.operator === '+') return present ? word(host, out) : emitNothing(reference, quoted, out)
    if (present) return emitReference(reference, quoted, host, out)
    switch (operation.operator) {
      case '-':
        return word(host, out)
      case '=':
        return chain(text(host), value => assignDefault(reference, value, quoted, host, out))
      case '?':
        return chain(text(host), message => {
          throw missing(reference, message, operation.colon)
        })
    }
  }
}

function emitWord(operation: Default, context: PartContext, compiler: Compiler): Emit {
  if (operation.word.parts.length > 0) {
    return compiler.emit(operation.word, { ...context, splits: true })
  }
  return (_host, out) => {
    if (context.quoted) out.add(QUOTED, '')
  }
}

function emitNothing(reference: Reference, quoted: boolean, out: Segments): void {
  const isEmptyList = reference.type === 'list' && reference.values.length === 0 && !reference.star
  if (quoted && !isEmptyList) out.add(QUOTED, '')
}

/** Set, and not null where there is a colon. A list is null where its elements, joined, are. */
function isPresent(reference: Reference, colon: boolean, quoted: boolean, host: ExpandHost): boolean {
  if (reference.type === 'scalar') {
    return reference.value !== undefined && !(colon && reference.value === '')
  }
  const { values } = reference
  if (values.length === 0) return false
  if (!colon || values.some(value => value !== '')) return true
  return values.length > 1 && !(quoted && reference.star && ifsOf(host).first === '')
}

function assignDefault(
  reference: Reference,
  value: string,
  quoted: boolean,
  host: ExpandHost,
  out: Segments,
): void {
  if (reference.type === 'list') {
    const label = reference.label.includes('[') ? reference.label : `$${reference.label}`
    throw new ShellError(
      label.startsWith('$') ? `${label}: cannot assign in this way` : `${label}: bad array subscript`,
    )
  }
  assign(reference, value, host)
  emitReference({ ...reference, value }, quoted, host, out)
}

function missing(reference: Reference, message: string, colon: boolean): ShellError {
  const text = message === '' ? (colon ? 'parameter null or not set' : 'parameter not set') : message
  return new ShellError(`${reference.label}: ${text}`, { severity: 'shell' })
}
