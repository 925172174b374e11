import { continuesStatement } from './continuation.ts'
import { beginStatement, type Frame } from './frame.ts'
import type { Judgement, Scanner } from './scanner.ts'
import { identifierAt } from './text.ts'

/** JavaScript's semicolon at a line's end, inside a block. */
export function endsByLine(scanner: Scanner, frame: Frame): boolean {
  if (!scanner.gap || frame.start || scanner.frames.length === 1) return false
  if (scanner.previous === 'start') return true
  if (scanner.previous === 'operator') return scanner.word === 'return'
  if (scanner.previous !== 'operand' && scanner.previous !== 'block') return false
  if (frame.pending === 'function' && frame.params !== undefined && scanner.text[scanner.at] !== '{') {
    // A signature without a body: `declare function f(): void`.
    frame.pending = undefined
  }
  if (frame.pending !== undefined) return false
  if (
    scanner.text[scanner.at] === ')' ||
    scanner.text[scanner.at] === '}' ||
    scanner.text[scanner.at] === ']'
  )
    return false
  return !continuesStatement(scanner.text, scanner.at, {
    inside: true,
    mayAssign: !frame.assigned,
    ternary: frame.questions > 0,
  })
}

/** Judges a statement that begins a line inside a block, or is the body of a header. True: it has been read. */
export function judgeStatement(scanner: Scanner, frame: Frame): boolean {
  const first = scanner.text[scanner.at] ?? ''
  const judged = frame.body || (scanner.gap && scanner.frames.length > 1)
  frame.body = false
  if (!judged || ';{})]'.includes(first)) return false
  const word = identifierAt(scanner.text, scanner.at)
  if (word === 'else' || word === 'catch' || word === 'finally') return false
  if (word === 'default' || (word === 'case' && frame.kind === 'switch')) return false
  return takeOver(scanner, scanner.shell.judge(scanner, scanner.at), frame)
}

/** The expression before a ` &` is a statement of a block: it runs as a job. Not what only an operator `&` could continue. */
export function isJobInBlock(scanner: Scanner, frame: Frame): boolean {
  if (frame.kind !== 'statements' && frame.kind !== 'switch') return false
  if (frame.assigned || frame.typeStatement || frame.pending !== undefined) return false
  return !noExpression.has(identifierAt(scanner.text, frame.statement))
}

const noExpression: ReadonlySet<string> = new Set(
  'const let var return throw if for while do switch case try export declare interface type enum namespace'.split(
    ' ',
  ),
)

function takeOver(scanner: Scanner, judgement: Judgement, frame: Frame): boolean {
  if (judgement.type === 'typescript') return false
  if (judgement.type === 'fault') {
    scanner.fault = judgement.fault
    const end = judgement.fault.unfinished === true ? scanner.text.length : judgement.fault.span.end
    scanner.doors.push({ type: 'command', span: { start: scanner.at, end } })
    return true
  }
  if (judgement.type === 'command') {
    scanner.doors.push({ type: 'command', span: { start: scanner.at, end: judgement.end } })
    scanner.edits.push({
      start: scanner.at,
      end: judgement.end,
      text: maskCommand(scanner.text, scanner.at, judgement.end),
    })
  } else {
    scanner.edits.push(...judgement.scanner.edits)
    scanner.doors.push(...judgement.scanner.doors)
    for (const name of judgement.scanner.frames[0]?.names ?? []) frame.names.add(name)
  }
  scanner.at = judgement.end
  beginStatement(frame)
  scanner.setPrevious('block')
  return true
}

/** An empty statement of the same length; line ends stay. */
function maskCommand(text: string, start: number, end: number): string {
  return ';' + text.slice(start + 1, end).replace(/[^\n]/g, ' ')
}
