import type { ExpandHost } from './host.ts'
import type { CompiledPart, PartContext } from './part.ts'
import { LITERAL, QUOTED, SPLIT } from './segments.ts'
import { homeOf, type TildePiece } from './tilde.ts'

/** Unquoted text without tildes. */
export function compileLiteral(value: string, context: PartContext): CompiledPart {
  const kind = context.quoted ? QUOTED : context.splits ? SPLIT : LITERAL
  return {
    constant: value,
    isQuoted: context.quoted,
    text: () => value,
    emit: (_host, out) => out.add(kind, value),
  }
}

/** Text that quotes have made literal: `'a'`, `\a`. */
export function compileQuotedText(value: string): CompiledPart {
  return { constant: value, isQuoted: true, text: () => value, emit: (_host, out) => out.add(QUOTED, value) }
}

/**
 * Unquoted text with tildes; a home directory is as if quoted (POSIX 2.6.1). `likeAssignment`: those of an argument that
 * only looks like an assignment, which posix mode leaves alone.
 */
export function compileTildes(
  pieces: readonly TildePiece[],
  context: PartContext,
  likeAssignment: boolean,
): CompiledPart {
  const show = (piece: TildePiece, host: ExpandHost): string => {
    if (typeof piece === 'string') return piece
    return likeAssignment && host.option('posix') ? piece.text : homeOf(piece, host)
  }
  const kind = context.splits ? SPLIT : LITERAL
  return {
    text: host => pieces.map(piece => show(piece, host)).join(''),
    emit(host, out) {
      for (const piece of pieces) out.add(typeof piece === 'string' ? kind : QUOTED, show(piece, host))
    },
  }
}
