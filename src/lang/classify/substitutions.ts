import type { Scanner } from './scanner.ts'
import { identifierAt } from './text.ts'

/** `$(cmd)` in an expression; `$({…})` is zx's call with options. */
export function substitution(scanner: Scanner): boolean {
  if (scanner.text[scanner.at + 2] === '{' || scanner.previous === 'dot') return false
  if (scanner.declares('$') || scanner.shell.isUser('$') || isMethodName(scanner)) return false
  scanner.top.start = false
  const found = scanner.shell.substitution(scanner.at)
  if ('fault' in found) {
    scanner.fault = found.fault
    return true
  }
  addSubstitution(scanner, found.end, false)
  scanner.setPrevious('operand')
  return true
}

/** `class { $(x) {} }` */
function isMethodName(scanner: Scanner): boolean {
  const { kind } = scanner.top
  if (kind === 'class') return scanner.previous !== 'operator'
  return kind === 'types' || (kind === 'object' && '{,'.includes(scanner.text[scanner.tokenEnd - 1] ?? ''))
}

/** Puts a number over it: an operand that no bracket or template can turn into a call. */
function addSubstitution(scanner: Scanner, end: number, inTemplate: boolean): void {
  const start = scanner.at
  const body = { start: start + 2, end: end - 1 }
  scanner.doors.push({ type: 'substitution', span: { start, end }, body, inTemplate })
  const blank = scanner.text.slice(start, end).replace(/[^\n]/g, ' ')
  const text = inTemplate ? '${0' + blank.slice(3, -1) + '}' : '0' + blank.slice(1)
  scanner.edits.push({ start, end, text })
  scanner.at = end
}

/** The text of a template up to its end or its next hole. */
export function readQuasi(scanner: Scanner): void {
  const { text } = scanner
  const frame = scanner.top
  for (; scanner.at < text.length; scanner.at++) {
    const char = text[scanner.at]
    if (char === '\\') scanner.at++
    else if (char === '`') {
      scanner.frames.pop()
      scanner.at++
      return scanner.setPrevious('operand')
    } else if (char === '$' && text[scanner.at + 1] === '{') {
      scanner.at++
      scanner.push('hole')
      scanner.at++
      return scanner.setPrevious('start')
    } else if (
      char === '$' &&
      text[scanner.at + 1] === '(' &&
      text[scanner.at + 2] !== ')' &&
      !frame.tagged
    ) {
      const end = templateSubstitution(scanner)
      if (end === undefined) continue
      addSubstitution(scanner, end, true)
      scanner.at--
    }
  }
}

/** Template text that generates programs may hold `$(` too: what is no command, or is put together by holes, stays text. */
function templateSubstitution(scanner: Scanner): number | undefined {
  if (identifierAt(scanner.text, scanner.at - 1) !== '' && /[\w$]/.test(scanner.text[scanner.at - 1] ?? ''))
    return undefined
  const found = scanner.shell.substitution(scanner.at)
  if ('fault' in found) return undefined
  return /\$\{(?!\w+\})/.test(scanner.text.slice(scanner.at, found.end)) ? undefined : found.end
}
