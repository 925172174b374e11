import type { Source, Span } from '../../diag/index.ts'
import type { MaybePromise } from '../../value/index.ts'

/** A command inside TypeScript, as it is about to run. */
export interface DoorCall {
  /** The text the command stands in, and where: `source.text.slice(span.start, span.end)` is the command. */
  readonly source: Source
  readonly span: Span
  /** The value of a TypeScript name in sight of the command: a local of the block, else one of the session. */
  binding(name: string): { readonly value: unknown } | undefined
  /** The value of the `@(expr)` whose expression begins at this offset of the source. */
  evaluate(expressionStart: number): unknown
}

/** Code that runs beside what runs. */
export interface BesideCode {
  run(): unknown
  /** It is cancelled: its own code throws this at its next await. */
  end(reason: unknown): void
}

/** The command language as TypeScript sees it through its doors (language.md §2). The wiring gives it. */
export interface DoorHost {
  /** Runs a command statement. Its status is the shell's; rejects under `set -e`. */
  run(call: DoorCall): MaybePromise<unknown>
  /** `$(cmd)`: what it wrote, trailing newlines removed; rejects when it fails. */
  capture(call: DoorCall): MaybePromise<string>
  /** `expression &` in a block: starts a job, which `text` stands for. */
  begin(text: string, code: BesideCode): void
  /** `$NAME` */
  getVariable(name: string): string | undefined
  setVariable(name: string, value: string): void
  /** The spans, in the source, of the expressions of all `@(expr)` in a command. */
  expressions(source: Source, span: Span): readonly Span[]
}
