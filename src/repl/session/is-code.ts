import { knowsNothing } from '../highlight/knowledge.ts'
import { paint } from '../highlight/paint.ts'

/** False inside strings, here-documents and comments, where blanks are text. */
export function isCode(text: string, cursor: number): boolean {
  // A here-document's end has to stand at the start of its line.
  if (cursor === 0 || text.includes('<<')) return false
  const { canvas } = paint(text.slice(0, cursor), knowsNothing, { start: cursor, end: cursor })
  const role = canvas.roleAt(cursor - 1)
  const isClosed = /["'`]/.test(text.charAt(cursor - 1))
  return role !== 'comment' && (role !== 'string' || isClosed)
}
