import { makeSource, type Source } from '../../../src/diag/index.ts'
import { nextStatement, type Statement } from '../../../src/lang/classify/index.ts'
import { Scope, type DoorHost, type ScopeOptions } from '../../../src/lang/typescript/index.ts'

/** The statement at an offset of a text, among these names. */
export function statementOf(source: Source, names: Iterable<string> = [], offset = 0): Statement {
  const statement = nextStatement(source, offset, { user: new Set(names) })
  if (statement.kind !== 'typescript') throw new SyntaxError(`${statement.kind}: ${source.text}`)
  return statement
}

/** A door host that runs nothing: it notes what it was asked. */
export function recordingDoors(): DoorHost & { readonly ran: string[] } {
  const ran: string[] = []
  return {
    ran,
    run: call => void ran.push(call.source.text.slice(call.span.start, call.span.end)),
    capture: call => call.source.text.slice(call.span.start, call.span.end),
    begin: text => void ran.push(`${text} &`),
    getVariable: name => (name === 'HOME' ? '/home/me' : undefined),
    setVariable: (name, value) => void ran.push(`${name}=${value}`),
    // As the wiring finds them, for tests: the bodies without inner brackets.
    expressions: (source, span) =>
      [...source.text.slice(span.start, span.end).matchAll(/@\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g)].map(
        found => ({
          start: span.start + found.index + 2,
          end: span.start + found.index + found[0].length - 1,
        }),
      ),
  }
}

export interface TestScope {
  readonly scope: Scope
  readonly doors: ReturnType<typeof recordingDoors>
  /** Runs lines; gives the last one's value, or throws its error. */
  lines(...lines: string[]): Promise<unknown>
  [Symbol.asyncDispose](): Promise<void>
}

export function testScope(options: Partial<ScopeOptions> = {}): TestScope {
  const doors = recordingDoors()
  const scope = new Scope({ resolveFrom: () => import.meta.dirname, doors, ...options })
  let count = 0
  const lines = async (...texts: string[]) => {
    let last: unknown
    for (const text of texts) {
      const source = makeSource(`nacre:${++count}`, text)
      const evaluated = await scope.run(statementOf(source, scope.names()), source)
      if ('diagnostics' in evaluated) throw new SyntaxError(evaluated.diagnostics[0]?.message)
      if ('error' in evaluated) throw evaluated.error
      last = evaluated.value
    }
    return last
  }
  return { scope, doors, lines, [Symbol.asyncDispose]: () => scope.dispose() }
}
