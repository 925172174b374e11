import { makeSource } from '../../diag/index.ts'
import { nextStatement, type Names, type Statement } from '../../lang/classify/index.ts'
import { commandContext, type CommandContext } from './command-context.ts'
import { importContext, typeScriptContext, type TypeScriptContext } from './typescript-context.ts'

/** What stands at the cursor: a place in a command or one in TypeScript, and whether a statement begins there. */
export type CompletionContext = (CommandContext | TypeScriptContext) & { readonly isStatementStart: boolean }

/** Finds what is being typed at the end of a text, in which language; `after` is what stands behind the cursor. Pure and quick; nothing is run. */
export function contextAt(text: string, names: Names, after = ''): CompletionContext {
  const imported = importContext(text, after)
  if (imported !== undefined) return { ...imported, isStatementStart: false }
  const place = placeOfCursor(text, names)
  const found =
    place.language === 'command'
      ? fromCommand(text, place.start)
      : typeScriptContext(text, place.start, after)
  return { ...found, isStatementStart: 'word' in found && found.word.start === place.start }
}

function fromCommand(text: string, start: number): CommandContext | TypeScriptContext {
  const context = commandContext(text, start)
  return context.type === 'door' ? typeScriptContext(text, context.start) : context
}

interface Place {
  readonly language: 'command' | 'typescript'
  readonly start: number
}

/**
 * The language rule needs whole statements, and this one is being typed: so its brackets are closed, and a name is put
 * where one is missing (`files.`).
 */
function placeOfCursor(text: string, names: Names): Place {
  const closers = openBrackets(text)
  let last: Statement | undefined
  const whole = [text + closers, `${text}x${closers}`]
  // `for (const x of fi`: its body is still to come.
  const bodies = closers === '' ? [] : whole.map(probe => `${probe} {}`)
  for (const probe of [...whole, ...bodies]) {
    const statement = statementAt(probe, text.length, names)
    if (statement.kind === 'typescript') return inTypeScript(statement, text.length)
    if (statement.kind === 'command') return { language: 'command', start: statement.span.start }
    last = statement
  }
  const start = last === undefined || last.kind === 'comment' ? text.length : last.span.start
  const isTypeScript =
    /^(?:const|let|var|import|export|class|interface|type|enum|async|function)\s|^=\s/.test(text.slice(start))
  return { language: isTypeScript ? 'typescript' : 'command', start }
}

function statementAt(text: string, cursor: number, names: Names): Statement {
  const source = makeSource('completion', text)
  for (let offset = 0; ;) {
    const statement = nextStatement(source, offset, names)
    const isLast = statement.next >= text.length || statement.next <= offset
    if (statement.span.end >= cursor || statement.next > cursor || isLast) return statement
    offset = statement.next
  }
}

function inTypeScript(statement: Statement, cursor: number): Place {
  for (const door of statement.doors) {
    const span = door.type === 'command' ? door.span : door.type === 'substitution' ? door.body : undefined
    if (span !== undefined && span.start <= cursor && cursor <= span.end)
      return { language: 'command', start: span.start }
  }
  return { language: 'typescript', start: statement.span.start }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** What closes the brackets and quotes that a text leaves open, innermost first. */
export function openBrackets(text: string): string {
  const open: string[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    const inner = open.at(-1) ?? ''
    if (character === '\\') at++
    else if (`'"\``.includes(inner)) {
      if (inner === '') openOrClose(open, character)
      else if (character === inner) open.pop()
      else if (inner === '`' && text.startsWith('${', at)) {
        open.push('}')
        at++
      }
    } else openOrClose(open, character)
  }
  return open.reverse().join('')
}

function openOrClose(open: string[], character: string): void {
  const close = closing[character] ?? (`'"\``.includes(character) ? character : undefined)
  if (close !== undefined) open.push(close)
  else if (character === open.at(-1)) open.pop()
}
