import { isMeta, type PaintContext } from './shell-context.ts'

const simple = /\$(?:[A-Za-z_]\w*|[0-9*@#?$!-])/y
const braced = /\$\{[#!]?(?:[A-Za-z_]\w*|\d+|[*@#?$!-])?/y

/** Paints `$x` or `${x…}` and gives its end; the start where it is neither. */
export function paintParameter(context: PaintContext, start: number, end: number): number {
  const { text, canvas } = context
  simple.lastIndex = start
  if (simple.test(text)) {
    const stop = Math.min(simple.lastIndex, end)
    canvas.paint(start, stop, 'variable')
    return stop
  }
  braced.lastIndex = start
  if (!braced.test(text)) return start
  return paintRest(context, start, Math.min(braced.lastIndex, end), end)
}

/** The operation and its words, up to the brace that closes. */
function paintRest(context: PaintContext, start: number, from: number, end: number): number {
  const { text, canvas } = context
  canvas.paint(start, from, 'variable')
  let at = from
  while (at < end && text[at] !== '}') {
    const char = text.charAt(at)
    if (isMeta(char) || ':#%/^,@[]-+=?~'.includes(char)) {
      canvas.paint(at, at + 1, isMeta(char) ? 'string' : 'operator')
      at++
    } else at = paintOperand(context, at, end)
  }
  if (at < end) canvas.paint(at, ++at, 'variable')
  return at
}

/** Text up to the closing brace; a word inside braces does not end at blanks, so pieces are painted one by one. */
function paintOperand(context: PaintContext, at: number, end: number): number {
  const close = closingBrace(context.text, at, end)
  return Math.max(context.word(at, close), at + 1)
}

/** The next `}` that is not inside quotes or another `${`. */
function closingBrace(text: string, from: number, end: number): number {
  let depth = 0
  for (let at = from; at < end; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === "'" || char === '"') {
      const close = text.indexOf(char, at + 1)
      if (close === -1 || close >= end) return end
      at = close
    } else if (char === '{' && text[at - 1] === '$') depth++
    else if (char === '}' && depth-- === 0) return at
  }
  return end
}
