import { makeSource } from '../../../src/diag/index.ts'
import type { Statement } from '../../../src/lang/classify/index.ts'
import { Scope, type DoorHost, type ScopeOptions } from '../../../src/lang/typescript/index.ts'

/** A text as one TypeScript statement without doors. */
export function plain(text: string): Statement {
  return {
    kind: 'typescript',
    span: { start: 0, end: text.length },
    next: text.length,
    diagnostics: [],
    show: false,
    background: false,
    doors: [],
    masked: text,
  }
}

/** A door host that runs nothing: it notes what it was asked. */
export function recordingDoors(): DoorHost & { readonly ran: string[] } {
  const ran: string[] = []
  return {
    ran,
    run: call => void ran.push(call.source.text.slice(call.span.start, call.span.end)),
    capture: call => call.source.text.slice(call.span.start, call.span.end),
    getVariable: name => (name === 'HOME' ? '/home/me' : undefined),
    setVariable: (name, value) => void ran.push(`${name}=${value}`),
    expressions: () => [],
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
      const evaluated = await scope.run(plain(text), makeSource(`nacre:${++count}`, text))
      if ('diagnostics' in evaluated) throw new SyntaxError(evaluated.diagnostics[0]?.message)
      if ('error' in evaluated) throw evaluated.error
      last = evaluated.value
    }
    return last
  }
  return { scope, doors, lines, [Symbol.asyncDispose]: () => scope.dispose() }
}
