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
    const known = this.#compiled.get(expression)
    if (known !== undefined) return known
    const compiled = this.#compile(expression, source, start)
    this.#compiled.set(expression, compiled)
    return compiled
  }

  #compile(expression: string, source: Source | undefined, start = 0): () => unknown {
    const blank = (source?.text.slice(0, start) ?? '  ').replace(/[^\n]/g, ' ').slice(0, -2)
    const text = `${blank}= ${expression}`
    const inner = makeSource(source?.name ?? '@( )', text, source?.firstLine)
    const statement = nextStatement(inner, blank.length, { user: this.#compiler.names() })
    if (statement.kind !== 'typescript') throw new DoorSyntaxError(inner, statement.diagnostics)
    const transformed = this.#compiler.transform(statement, inner)
    if (transformed.diagnostics.length > 0) throw new DoorSyntaxError(inner, transformed.diagnostics)
    // What is shown of an error is the user's own line.
    const shift = blank.length + 2 - start
    const locate: Locate = (line, column) => {
      const offset = transformed.locate(line, column)
      return offset === undefined ? undefined : offset - shift
    }
    const name =
      source === undefined
        ? this.#compiler.stacks.add(inner, transformed.locate)
        : this.#compiler.stacks.add(source, locate)
    return this.#compiler.evaluateNow(`${transformed.code}\n//# sourceURL=${name}`) as () => unknown
  }
}
