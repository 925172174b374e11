/** What the beginning of a statement says, before anything is parsed. */
export type Head =
  /** Never TypeScript. */
  | 'command'
  /** A keyword no command has: TypeScript, right or wrong. */
  | 'certain'
  /** TypeScript where it parses. */
  | 'typescript'
  /** A declared name or a number: TypeScript where it parses and no operand stands as a bare command word. */
  | 'declared'
  /** TypeScript where it parses and every name in it is declared. */
  | 'closed'
  /** `x=5` with `x` declared: TypeScript, or a diagnostic that says so. */
  | 'assignment'
  /** `function f() {`, `f()` before `{`: the body decides. */
  | 'function'

/** Where a statement stands: the names in sight, and which jumps TypeScript would accept there. */
export interface Sight {
  /** The user's, ECMAScript's, Node's. */
  isDeclared(name: string): boolean
  isUser(name: string): boolean
  /** Absent at top level. */
  readonly inside?: { readonly function: boolean; readonly generator: boolean; readonly loop: boolean }
}
