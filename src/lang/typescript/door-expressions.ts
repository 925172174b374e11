import { makeSource, type Diagnostic, type Source } from '../../diag/index.ts'
import { nextStatement, type Statement } from '../classify/index.ts'
import type { Locate } from './snippets.ts'
import type { Stacks } from './stack.ts'
import type { Transformed } from './transform.ts'

interface Compiler {
  readonly stacks: Stacks
  /** As a function that gives the expression's value. */
  transform(statement: Statement, source: Source): Transformed
  evaluateNow(code: string): unknown
  names(): ReadonlySet<string>
}

/** The text of an `@(expr)` is not one. */
export class DoorSyntaxError extends SyntaxError {
  override readonly name = 'SyntaxError'
  readonly source: Source
  readonly diagnostics: readonly Diagnostic[]

  constructor(source: Source, diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message ?? 'not an expression')
    this.source = source
    this.diagnostics = diagnostics
  }
}

/** How many are kept: those of a long script are mostly run once. */
const remembered = 1000

/** Doors of commands at the top, as functions made once: a loop of commands pays for a call. */
export class DoorExpressions {
  readonly #compiler: Compiler
  readonly #compiled = new Map<string, () => unknown>()

  constructor(compiler: Compiler) {
    this.#compiler = compiler
  }

  /** Names changed: what is known of them is void. */
  forget(): void {
    this.#compiled.clear()
  }

  compile(expression: string, source?: Source, start?: number): () => unknown {
    // The same text at another place is another piece of code: its errors are told there.
    const place = source === undefined ? '' : `${source.name}:${source.firstLine}:${start}:`
    return this.#known(place + expression, () => this.#compile(expression, source, start))
  }

  /** The same for an expression that was read as a statement. */
  compileStatement(statement: Statement, source: Source): () => unknown {
    const { start, end } = statement.span
    return this.#known(source.text.slice(start, end), () => {
      const transformed = this.#compiler.transform({ ...statement, expression: true }, source)
      if (transformed.diagnostics.length > 0) throw refused(source, transformed.diagnostics, 0)
      return this.#function(transformed.code, source, transformed.locate)
    })
  }

  #known(expression: string, compile: () => () => unknown): () => unknown {
    const known = this.#compiled.get(expression)
    if (known !== undefined) return known
    const compiled = compile()
    this.#compiled.set(expression, compiled)
    if (this.#compiled.size > remembered)
      for (const oldest of this.#compiled.keys()) {
        this.#compiled.delete(oldest)
        break
      }
    return compiled
  }

  #compile(expression: string, source: Source | undefined, start = 0): () => unknown {
    // Only its own line stands before it: the text of a script may be long, and its expressions many.
    const lineStart = source === undefined ? 0 : source.text.lastIndexOf('\n', start - 1) + 1
    const blank = ' '.repeat(Math.max(0, start - lineStart - 2))
    const inner = makeSource(source?.name ?? '@( )', `${blank}= ${expression}`, source?.firstLine)
    const shift = source === undefined ? 0 : start - blank.length - 2
    const statement = nextStatement(inner, blank.length, { user: this.#compiler.names() })
    if (statement.kind !== 'typescript') throw refused(source ?? inner, statement.diagnostics, shift)
    const transformed = this.#compiler.transform(statement, inner)
    if (transformed.diagnostics.length > 0) throw refused(source ?? inner, transformed.diagnostics, shift)
    // What is shown of an error is the user's own line.
    const locate: Locate = (line, column) => {
      const offset = transformed.locate(line, column)
      return offset === undefined ? undefined : offset + shift
    }
    return this.#function(transformed.code, source ?? inner, locate)
  }

  #function(code: string, source: Source, locate: Locate): () => unknown {
    const name = this.#compiler.stacks.add(source, locate)
    return this.#compiler.evaluateNow(`${code}\n//# sourceURL=${name}`) as () => unknown
  }
}

function refused(source: Source, diagnostics: readonly Diagnostic[], shift: number): DoorSyntaxError {
  const moved = diagnostics.map(each => ({
    ...each,
    span: { start: each.span.start + shift, end: each.span.end + shift },
  }))
  return new DoorSyntaxError(source, moved)
}
