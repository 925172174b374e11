/** What the parser says, in the words and at the place of the source. */
import { unclosedBracket, type Diagnostic, type Source, type Span } from '../../diag/index.ts'
import type { SyntaxFault } from './oxc.ts'
import type { Scanner, Stop } from './scanner.ts'

/** A closing bracket that nothing opened. */
export function strayBracket(scanner: Scanner, stop: Stop, shift: number): SyntaxFault {
  const start = stop.at - scanner.start + shift
  return { message: `unexpected \`${scanner.text[stop.at]}\``, help: null, start, end: start + 1 }
}

/** The parser's fault as a diagnostic; `unclosed` says which bracket is open, where one is. */
export function diagnose(
  fault: SyntaxFault,
  span: Span,
  masked: string,
  lacking: boolean,
  unclosed: () => string | undefined,
): Diagnostic {
  const message = masked === '' ? 'an expression is expected' : lacking ? ended(fault) : fault.message
  const hint = unclosed() ?? fault.help
  return { message, span, ...(hint === null ? {} : { hint }), ...(lacking ? { unfinished: true } : {}) }
}

/** The parser's message where it met the end of the text. */
function ended({ message }: SyntaxFault): string {
  if (message === 'Unexpected token') return 'unexpected end of input'
  return message.replace('found `EOF`', 'found the end of input')
}

/** Where a fault lies in the source: inside the statement, a character wide where there is one. */
export function placeOf(fault: SyntaxFault, shift: number, start: number, end: number): Span {
  const from = Math.max(start, Math.min(fault.start + shift, end))
  return { start: from, end: Math.max(from, Math.min(Math.max(fault.end, fault.start + 1) + shift, end)) }
}

/** Text is lacking at the end: more could mend it. */
export function isLacking(fault: SyntaxFault, masked: string, shift: number, scanner: Scanner): boolean {
  const start = fault.start - shift
  const end = fault.end - shift
  if (start >= masked.length || masked === '') return true
  if (fault.message.startsWith('Unterminated')) {
    if (fault.message.includes('regular')) return false
    const quote = masked[start]
    if (quote === '`' || quote === '/' || scanner.top.kind === 'template') return true
    return !scanner.text.includes('\n', scanner.start + start)
  }
  if (fault.message.startsWith('Missing catch')) return true
  if (end < masked.length) return false
  if (
    fault.message.startsWith('Missing initializer') ||
    fault.message.startsWith('Identifier expected after')
  )
    return true
  return scanner.top.kind === 'children' || scanner.top.kind === 'tag'
}

const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Which bracket is still open where the parser wanted its other half, or met the half of another. */
export function unclosed(
  source: Source,
  scanner: Scanner,
  { message }: SyntaxFault,
  span: Span,
): string | undefined {
  const { text } = source
  const wanted = openers[/Expected .*`([)\]}])` but found/.exec(message)?.[1] ?? '']
  const found = wanted === undefined ? openers[text[span.start] ?? ''] : undefined
  if (wanted === undefined && found === undefined) return undefined
  for (let each: Scanner | undefined = scanner; each !== undefined; each = each.outer) {
    const frame = each.frames.findLast(
      ({ open }) =>
        open < span.start && (text[open] === wanted || (wanted === undefined && isBracket(text[open]))),
    )
    if (frame === undefined) continue
    if (text[frame.open] === found) return undefined
    return unclosedBracket(source, frame.open)
  }
  return undefined
}

const isBracket = (char: string | undefined): boolean => char !== undefined && '([{'.includes(char)
