import { chain, isPromise } from '../../value/index.ts'
import type { ExtendedGlob, TypeScriptDoor, WordPart } from '../syntax/index.ts'
import type { Integer } from './arithmetic/number.ts'
import { compileDoubleQuoted, emitAll } from './quoted.ts'
import { compileLiteral, compileQuotedText } from './literal.ts'
import { compileParameter } from './parameter/compile.ts'
import { emitBinding } from './parameter/simple.ts'
import type { CompiledPart, Compiler, Emit, Evaluate, PartContext } from './part.ts'
import { EXTGLOB, QUOTED, SPLIT } from './segments.ts'

/** Compiles one part of a word. Tildes and braces are found by the word, which sees the neighbours. */
export function compilePart(part: WordPart, context: PartContext, compiler: Compiler): CompiledPart {
  switch (part.type) {
    case 'Literal':
      return compileLiteral(part.value, context)
    case 'Escaped':
    case 'SingleQuoted':
      return compileQuotedText(part.value)
    case 'DoubleQuoted':
      return compileDoubleQuoted(part, context, compiler)
    case 'ParameterExpansion':
      return compileParameter(part, context, compiler)
    case 'CommandSubstitution':
      return { ...scalarPart(host => host.substitute(part), context.quoted), isSlow: true }
    case 'ArithmeticExpansion': {
      const value = compiler.arithmetic(part.expression)
      return { ...scalarPart(integerText(value), context.quoted), isSlow: true }
    }
    case 'ProcessSubstitution':
      return { ...scalarPart(host => host.processSubstitution(part), true), isSlow: true }
    case 'ExtendedGlob':
      return { emit: compileExtendedGlob(part, compiler) }
    case 'TypeScriptDoor':
      return { emit: compileDoor(part, context) }
  }
}

function integerText(value: Evaluate<Integer>): Evaluate<string> {
  return host => {
    const integer = value(host)
    return isPromise(integer) ? integer.then(String) : String(integer)
  }
}

/** A part that is always one text. */
function scalarPart(text: Evaluate<string>, quoted: boolean): CompiledPart {
  const kind = quoted ? QUOTED : SPLIT
  return {
    text,
    isQuoted: quoted,
    emit: (host, out) => chain(text(host), value => out.add(kind, value)),
  }
}

function compileExtendedGlob(node: ExtendedGlob, compiler: Compiler): Emit {
  const mark =
    (text: string): Emit =>
    (_host, out) =>
      out.add(EXTGLOB, text)
  const emits: Emit[] = [mark(`${node.operator}(`)]
  node.alternatives.forEach((word, index) => {
    if (index > 0) emits.push(mark('|'))
    emits.push(compiler.emit(word, { quoted: false, splits: false }))
  })
  return emitAll([...emits, mark(')')])
}

function compileDoor(node: TypeScriptDoor, context: PartContext): Emit {
  const origin = { label: `@(${node.expression})`, node }
  return (host, out) => chain(host.door(node), value => emitBinding(value, origin, context.quoted, out))
}
