import type { PaintContext } from './shell-context.ts'
import { paintParameter } from './parameter.ts'

const number = /0[xX][\da-fA-F]+|\d+(?:#\w+)?/y
const name = /[A-Za-z_]\w*/y

/** Paints an arithmetic expression and the brackets that close it; gives the place behind them, or the end. */
export function paintArithmetic(
  context: PaintContext,
  start: number,
  end: number,
  closer: '))' | ']',
): number {
  const { text, canvas } = context
  let depth = 0
  let at = start
  while (at < end) {
    const char = text.charAt(at)
    if (depth === 0 && text.startsWith(closer, at)) {
      canvas.paint(at, Math.min(at + closer.length, end), 'operator')
      return Math.min(at + closer.length, end)
    }
    if (char === '(') depth++
    else if (char === ')') depth--
    if (depth < 0) return at
    at = paintToken(context, at, end)
  }
  return end
}

function paintToken(context: PaintContext, at: number, end: number): number {
  const { text, canvas } = context
  const char = text.charAt(at)
  if (char === '$' && text[at + 1] === '(') {
    canvas.paint(at, at + 2, 'operator')
    if (text[at + 2] === '(') return paintArithmetic(context, at + 3, end, '))')
    const close = context.list(at + 2, end, ')')
    if (close < end) canvas.paint(close, close + 1, 'operator')
    return Math.min(close + 1, end)
  }
  if (char === '$') return Math.max(paintParameter(context, at, end), at + 1)
  for (const [pattern, role] of [
    [number, 'number'],
    [name, 'variable'],
  ] as const) {
    pattern.lastIndex = at
    if (!pattern.test(text)) continue
    canvas.paint(at, Math.min(pattern.lastIndex, end), role)
    return Math.min(pattern.lastIndex, end)
  }
  if (!/\s/.test(char)) canvas.paint(at, at + 1, 'operator')
  return at + 1
}
