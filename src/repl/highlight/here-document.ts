import { paintParameter } from './parameter.ts'
import type { HereDocument, PaintContext } from './shell-context.ts'

/** Paints a here-document's body and its delimiter; gives where it ends (POSIX 2.7.4). */
export function paintHereDocument(
  context: PaintContext,
  document: HereDocument,
  start: number,
  end: number,
): number {
  const { text, canvas } = context
  for (let at = start; at < end;) {
    const newline = text.indexOf('\n', at)
    const lineEnd = newline === -1 || newline > end ? end : newline
    const line = text.slice(at, lineEnd)
    if ((document.stripsTabs ? line.replace(/^\t+/, '') : line) === document.delimiter) {
      canvas.paint(at, lineEnd, 'redirect')
      return Math.min(lineEnd + 1, end)
    }
    canvas.paint(at, lineEnd, 'string')
    if (!document.isQuoted) paintExpansions(context, at, lineEnd)
    at = lineEnd + 1
  }
  return end
}

function paintExpansions(context: PaintContext, start: number, end: number): void {
  const { text, canvas } = context
  for (let at = text.indexOf('$', start); at !== -1 && at < end; at = text.indexOf('$', at)) {
    if (text[at + 1] !== '(') {
      at = Math.max(paintParameter(context, at, end), at + 1)
      continue
    }
    canvas.paint(at, end, 'plain')
    canvas.paint(at, at + 2, 'operator')
    const close = context.list(at + 2, end, ')')
    if (close < end) canvas.paint(close, close + 1, 'operator')
    canvas.paint(Math.min(close + 1, end), end, 'string')
    at = Math.min(close + 1, end)
  }
}
