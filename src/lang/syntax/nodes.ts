/**
 * The tree of the command language. Names are those of POSIX.1-2024 chapter 2 and the bash manual; a comment on a
 * field shows a sample. Every node carries the half-open offsets `start`/`end` of its text in the source.
 */

import type { Diagnostic } from '../../diag/index.ts'

export interface Node {
  readonly start: number
  readonly end: number
}

// ---------------------------------------------------------------- words

/** One word before any expansion: the concatenation of its parts. An empty `parts` is the empty word (`''` has one part). */
export interface Word extends Node {
  readonly type: 'Word'
  readonly parts: readonly WordPart[]
}

export type WordPart =
  | Literal
  | Escaped
  | SingleQuoted
  | DoubleQuoted
  | ParameterExpansion
  | CommandSubstitution
  | ArithmeticExpansion
  | ProcessSubstitution
  | ExtendedGlob
  | TypeScriptDoor

/** Unquoted text: `abc`, `*.ts`, `{a,b}`, `~/x`. Braces, tildes and glob characters are found in it when words are compiled. */
export interface Literal extends Node {
  readonly type: 'Literal'
  readonly value: string
}

/** A backslash and the character it quotes: `\*` has value `*`. (A backslash-newline vanishes and is no node.) */
export interface Escaped extends Node {
  readonly type: 'Escaped'
  readonly value: string
}

/** `'…'`, or `$'…'` with its escapes decoded. */
export interface SingleQuoted extends Node {
  readonly type: 'SingleQuoted'
  readonly value: string
  readonly ansi: boolean // $'…'
}

/** `"…"`; `$"…"` is the same with `locale`. Its parts are Literal (backslashes resolved), expansions, never quotes. */
export interface DoubleQuoted extends Node {
  readonly type: 'DoubleQuoted'
  readonly parts: readonly WordPart[]
  readonly locale: boolean // $"…"
}

/** `$x`, `${x}`, `${#x}`, `${!x}`, `${x:-word}`, `${x[i]//a/b}`, `${x@Q}`, `$@`, `$1`. */
export interface ParameterExpansion extends Node {
  readonly type: 'ParameterExpansion'
  readonly name: string // x  @  *  #  ?  -  $  !  0  12
  readonly braced: boolean // ${x}
  readonly subscript?: Subscript // ${x[…]}
  readonly length: boolean // ${#x}
  readonly indirect: boolean // ${!x}
  readonly operation?: ParameterOperation
}

export type Subscript =
  | { readonly type: 'All'; readonly operator: '@' | '*' } // ${x[@]}
  | { readonly type: 'Index'; readonly word: Word } // ${x[i+1]}, ${x["key"]}: arithmetic or key, by the variable's kind

export type ParameterOperation =
  /** `${x:-w}` and its kin; `colon` is the `:`. */
  | {
      readonly type: 'Default'
      readonly operator: '-' | '=' | '?' | '+'
      readonly colon: boolean
      readonly word: Word
    }
  /** `${x#p}`, `${x##p}`, `${x%p}`, `${x%%p}` */
  | { readonly type: 'Remove'; readonly operator: '#' | '##' | '%' | '%%'; readonly pattern: Word }
  /** `${x/p/r}`, `${x//p/r}`, `${x/#p/r}`, `${x/%p/r}` */
  | {
      readonly type: 'Replace'
      readonly anchor: '' | '/' | '#' | '%'
      readonly pattern: Word
      readonly replacement?: Word
    }
  /** `${x:offset:length}`; both are arithmetic. */
  | { readonly type: 'Substring'; readonly offset: Word; readonly length?: Word }
  /** `${x^p}`, `${x^^p}`, `${x,p}`, `${x,,p}`; `${x~}`, `${x~~}` */
  | {
      readonly type: 'Case'
      readonly operator: '^' | '^^' | ',' | ',,' | '~' | '~~'
      readonly pattern?: Word
    }
  /** `${x@Q}` */
  | { readonly type: 'Transform'; readonly operator: string }
  /** `${!prefix*}`, `${!prefix@}` (then `indirect` is true) */
  | { readonly type: 'PrefixNames'; readonly operator: '*' | '@' }
  /** `${x!bad}`: bash finds it out only when it is expanded; so do we: “bad substitution”. */
  | { readonly type: 'Bad'; readonly text: string }

/** `$(list)` or `` `list` ``. In double quotes its result is not split. */
export interface CommandSubstitution extends Node {
  readonly type: 'CommandSubstitution'
  readonly body: List
  readonly backquoted: boolean
  /** Between the backquotes, as written. */
  readonly text?: string
  /** `$(< file)`: the whole body is one input redirection. */
  readonly file?: Redirect
}

/** `$((expr))` or `$[expr]`. The expression is a word: its expansions are done first, then it is read as arithmetic. */
export interface ArithmeticExpansion extends Node {
  readonly type: 'ArithmeticExpansion'
  readonly expression: Word
}

/** `<(list)` or `>(list)` */
export interface ProcessSubstitution extends Node {
  readonly type: 'ProcessSubstitution'
  readonly direction: '<' | '>'
  readonly body: List
}

/** `?(a|b)`, `*(…)`, `+(…)`, `!(…)`, and `@(…)` where it is no door. */
export interface ExtendedGlob extends Node {
  readonly type: 'ExtendedGlob'
  readonly operator: '?' | '*' | '+' | '@' | '!'
  readonly alternatives: readonly Word[]
}

/** `@(expr)`: a TypeScript expression's value. `index` counts the doors of one parsed text from 0, in order of appearance. */
export interface TypeScriptDoor extends Node {
  readonly type: 'TypeScriptDoor'
  readonly expression: string // the text between the brackets
  readonly expressionStart: number
  readonly index: number
}

// ---------------------------------------------------------------- commands

export type Command =
  | SimpleCommand
  | Group
  | Subshell
  | IfClause
  | ForClause
  | ArithmeticFor
  | SelectClause
  | WhileClause
  | CaseClause
  | ConditionalCommand
  | ArithmeticCommand
  | FunctionDefinition
  | Coprocess

/** `A=1 cmd word >file`. Any part may be absent, not all. */
export interface SimpleCommand extends Node {
  readonly type: 'SimpleCommand'
  readonly assignments: readonly Assignment[]
  /** The command's name and arguments. After a declaration builtin (`declare x=(1 2)`) an argument may be an Assignment. */
  readonly words: readonly (Word | Assignment)[]
  readonly redirects: readonly Redirect[]
}

/** `x=1`, `x+=1`, `x[i]=1`, `x=(1 2)` */
export interface Assignment extends Node {
  readonly type: 'Assignment'
  readonly name: string
  readonly subscript?: Word // x[…]=
  readonly append: boolean // +=
  readonly value: Word | ArrayLiteral
}

/** `(a "b c" [5]=d)` */
export interface ArrayLiteral extends Node {
  readonly type: 'ArrayLiteral'
  readonly elements: readonly ArrayElement[]
}

export interface ArrayElement {
  readonly key?: Word // [5]=
  readonly append: boolean // [5]+=
  readonly value: Word
}

export type RedirectOperator =
  | '<'
  | '>'
  | '>>'
  | '>|'
  | '<>'
  | '<&'
  | '>&'
  | '&>'
  | '&>>'
  | '<<'
  | '<<-'
  | '<<<'

/** `2>file`, `{fd}>file`, `<<EOF` */
export interface Redirect extends Node {
  readonly type: 'Redirect'
  readonly operator: RedirectOperator
  readonly fd?: number // 2>
  readonly variable?: string // {fd}>
  /** The target, or a here-document's body (with expansions unless the delimiter was quoted), or a here-string. */
  readonly target: Word
  /** Of here-documents only. */
  readonly delimiter?: string // EOF
  readonly quotedDelimiter?: boolean // <<'EOF'
  /** What is wrong with the body, which is literal then: as in bash an error of the redirection, when it is made. */
  readonly fault?: Diagnostic
}

/** `{ list; }` */
export interface Group extends Node {
  readonly type: 'Group'
  readonly body: List
  readonly redirects: readonly Redirect[]
}

/** `( list )` */
export interface Subshell extends Node {
  readonly type: 'Subshell'
  readonly body: List
  readonly redirects: readonly Redirect[]
}

export interface IfClause extends Node {
  readonly type: 'IfClause'
  /** `if` and every `elif`. */
  readonly clauses: readonly { readonly condition: List; readonly body: List }[]
  readonly otherwise?: List
  readonly redirects: readonly Redirect[]
}

/** `for x in words; do list; done`; without `in`, over `"$@"`. */
export interface ForClause extends Node {
  readonly type: 'ForClause'
  readonly variable: string
  readonly words?: readonly Word[]
  readonly body: List
  readonly redirects: readonly Redirect[]
}

/** `for ((init; condition; step)); do list; done` */
export interface ArithmeticFor extends Node {
  readonly type: 'ArithmeticFor'
  readonly init?: Word
  readonly condition?: Word
  readonly step?: Word
  readonly body: List
  readonly redirects: readonly Redirect[]
}

export interface SelectClause extends Node {
  readonly type: 'SelectClause'
  readonly variable: string
  readonly words?: readonly Word[]
  readonly body: List
  readonly redirects: readonly Redirect[]
}

export interface WhileClause extends Node {
  readonly type: 'WhileClause'
  readonly until: boolean
  readonly condition: List
  readonly body: List
  readonly redirects: readonly Redirect[]
}

export interface CaseClause extends Node {
  readonly type: 'CaseClause'
  readonly word: Word
  readonly items: readonly CaseItem[]
  readonly redirects: readonly Redirect[]
}

export interface CaseItem extends Node {
  readonly patterns: readonly Word[]
  readonly body: List
  readonly terminator: ';;' | ';&' | ';;&'
}

/** `[[ expression ]]` */
export interface ConditionalCommand extends Node {
  readonly type: 'ConditionalCommand'
  readonly expression: Conditional
  readonly redirects: readonly Redirect[]
}

export type Conditional = Node &
  (
    | { readonly type: 'Unary'; readonly operator: string; readonly operand: Word } // -f x; a bare word is -n
    | { readonly type: 'Binary'; readonly operator: string; readonly left: Word; readonly right: Word } // == != =~ < > -eq -nt … ; the right of == != is a pattern, of =~ a regex
    | { readonly type: 'Not'; readonly operand: Conditional }
    | { readonly type: 'And' | 'Or'; readonly left: Conditional; readonly right: Conditional }
  )

/** `(( expression ))` */
export interface ArithmeticCommand extends Node {
  readonly type: 'ArithmeticCommand'
  readonly expression: Word
  readonly redirects: readonly Redirect[]
}

/** `name() body`, `function name body`. The redirects belong to each call. */
export interface FunctionDefinition extends Node {
  readonly type: 'FunctionDefinition'
  readonly name: string
  readonly body: Command
  readonly keyword: boolean // function f
}

export interface Coprocess extends Node {
  readonly type: 'Coprocess'
  readonly name?: string
  readonly body: Command
}

/** `! a | b |& c`; one command is a pipeline of one. */
export interface Pipeline extends Node {
  readonly type: 'Pipeline'
  readonly commands: readonly Command[]
  readonly negated: boolean
  readonly timed?: 'time' | 'time -p'
  /** For each `|` between commands: true for `|&`. */
  readonly stderr: readonly boolean[]
}

/** `a && b || c`; `operators[i]` stands before `pipelines[i + 1]`. */
export interface AndOr extends Node {
  readonly type: 'AndOr'
  readonly pipelines: readonly Pipeline[]
  readonly operators: readonly ('&&' | '||')[]
}

export interface ListItem extends Node {
  readonly command: AndOr
  readonly background: boolean // &
}

/** `a; b & c` */
export interface List extends Node {
  readonly type: 'List'
  readonly items: readonly ListItem[]
}
