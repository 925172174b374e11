import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import type { DoubleQuoted } from '../syntax/index.ts'
import type { ExpandHost } from './host.ts'
import { compileQuotedText } from './literal.ts'
import type { CompiledPart, Compiler, Emit, Evaluate, PartContext } from './part.ts'
import { QUOTED, type Segments } from './segments.ts'

/** `"…"`: one text, but for "$@" and its kin, which make fields of their own. */
export function compileDoubleQuoted(
  node: DoubleQuoted,
  { assigned }: PartContext,
  compiler: Compiler,
): CompiledPart {
  const context = { quoted: true, splits: false, ...(assigned === undefined ? {} : { assigned }) }
  const parts = node.parts.map(part => compiler.part(part, context))
  const constants = parts.map(part => part.constant)
  if (!constants.includes(undefined)) return compileQuotedText(constants.join(''))
  const texts = parts.map(part => part.text)
  if (!texts.includes(undefined)) {
    const text = concatenate(texts as Evaluate<string>[])
    return {
      text,
      isQuoted: true,
      emit: (host, out) => chain(text(host), value => out.add(QUOTED, value)),
    }
  }
  return { emit: emitLists(parts) }
}

/** Several texts as one. */
export function concatenate(texts: readonly Evaluate<string>[]): Evaluate<string> {
  const [first, second] = texts
  if (first === undefined) return () => ''
  if (second === undefined) return first
  return host => join(texts, 0, '', host)
}

function join(
  texts: readonly Evaluate<string>[],
  from: number,
  before: string,
  host: ExpandHost,
): MaybePromise<string> {
  let result = before
  for (let i = from; i < texts.length; i++) {
    const text = texts[i]?.(host) ?? ''
    if (isPromise(text)) return text.then(value => join(texts, i + 1, result + value, host))
    result += text
  }
  return result
}

/** Emits parts one after the other. */
export function emitAll(emits: readonly Emit[]): Emit {
  const [first, second] = emits
  if (first === undefined) return () => undefined
  if (second === undefined) return first
  return (host, out) => emitFrom(emits, 0, host, out)
}

function emitFrom(emits: readonly Emit[], from: number, host: ExpandHost, out: Segments): MaybePromise<void> {
  for (let i = from; i < emits.length; i++) {
    const done = emits[i]?.(host, out)
    if (isPromise(done)) return done.then(() => emitFrom(emits, i + 1, host, out))
  }
  return undefined
}

/**
 * Double quotes with a list in them. POSIX 2.5.2: with an empty list "$@" is no field at all, and neither is it with
 * other empty expansions beside it.
 */
function emitLists(parts: readonly CompiledPart[]): Emit {
  const emits = parts.map((part): Emit => (part.isList === true ? emitList(part) : part.emit))
  const all = emitAll(emits)
  return (host, out) => {
    const start = out.length
    const vanished = out.vanished
    out.vanished = false
    return chain(all(host, out), () => {
      if (out.vanished) {
        if (out.isEmptyFrom(start)) out.truncate(start)
      } else if (out.length === start) out.add(QUOTED, '')
      out.vanished = vanished
    })
  }
}

function emitList(part: CompiledPart): Emit {
  return (host, out) => {
    const start = out.length
    return chain(part.emit(host, out), () => {
      if (out.length === start) out.vanished = true
    })
  }
}
