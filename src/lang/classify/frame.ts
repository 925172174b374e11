/** What the reader of TypeScript keeps for each open bracket. */
export type FrameKind =
  | 'statements' // { … } of a block, a function's body; the statement itself at the bottom
  | 'switch'
  | 'object' // { a: 1 }, { a, b }, import and export lists
  | 'class'
  | 'types' // bodies of interfaces and enums, object types
  | 'paren'
  | 'bracket'
  | 'template' // `…`
  | 'hole' // ${ … } in a template
  | 'tag' // <a b={…}
  | 'children' // between <a> and </a>
  | 'container' // { … } in JSX

/** Which jumps TypeScript would accept here. */
export interface Inside {
  readonly function: boolean
  readonly generator: boolean
  readonly loop: boolean
}

export interface Frame {
  readonly open: number
  kind: FrameKind
  readonly names: Set<string>
  readonly inside: Inside
  /** What stands before a round bracket: `if`, `for`, `catch` … */
  readonly header: string
  /** What closing it completes. */
  readonly completes: 'statement' | 'expression'
  /** The next token begins a statement. */
  start: boolean
  /** … and that statement is the body of `if (…)`, `else`, `for (…)`. */
  body: boolean
  /** Where the statement began, of a block's frame. */
  statement: number
  /** A comma brings another binding: `const a = 1, b`. */
  declaring: 'block' | 'function' | undefined
  /** The braces that come belong to this. */
  pending: 'class' | 'types' | 'namespace' | 'function' | 'switch' | 'catch' | undefined
  /** … which is a declaration, not an expression. */
  declaration: boolean
  generator: boolean
  /** Parameters between the last round brackets closed here, and between the first after `function`. */
  lastParen: readonly [number, number] | undefined
  params: readonly [number, number] | undefined
  /** Names a header brings for its body: `for (const x of …)`. */
  headerNames: Set<string> | undefined
  headerLoop: boolean
  /** `do` whose `while` is still to come. */
  doing: number
  /** `?` that wait for their `:`, and all of the statement. */
  ternaries: number
  questions: number
  inCase: boolean
  /** Inside `type X = …` all braces are types. */
  typeStatement: boolean
  assigned: boolean
  /** Tokens since a statement or an element began here: operators may nest without brackets. */
  tokens: number
  /** `else` after `else`. */
  elses: number
  tagged: boolean
}

export function makeFrame(
  kind: FrameKind,
  open: number,
  inside: Inside,
  rest?: Partial<Pick<Frame, 'header' | 'completes' | 'names' | 'tagged'>>,
): Frame {
  return {
    open,
    kind,
    names: rest?.names ?? new Set(),
    inside,
    header: rest?.header ?? '',
    completes: rest?.completes ?? 'expression',
    start: kind === 'statements' || kind === 'switch',
    statement: open,
    body: false,
    declaring: undefined,
    pending: undefined,
    declaration: false,
    generator: false,
    lastParen: undefined,
    params: undefined,
    headerNames: undefined,
    headerLoop: false,
    doing: 0,
    ternaries: 0,
    questions: 0,
    inCase: false,
    typeStatement: false,
    assigned: false,
    tokens: 0,
    elses: 0,
    tagged: rest?.tagged ?? false,
  }
}

/** Adds a name; `var`'s belong to the function around them: to every block up to there. */
export function bindName(frames: readonly Frame[], name: string, scope: 'block' | 'function'): void {
  if (scope === 'function') for (const frame of frames) frame.names.add(name)
  else frames.at(-1)?.names.add(name)
}

/** A new statement begins in this frame. */
export function beginStatement(frame: Frame, body = false): void {
  frame.start = true
  frame.body = body
  frame.declaring = undefined
  frame.ternaries = 0
  frame.questions = 0
  frame.typeStatement = false
  frame.assigned = false
  if (body) return
  frame.headerNames = undefined
  frame.headerLoop = false
  frame.tokens = 0
}
