/** A token of arithmetic; `start` is its offset, for error messages. */
export type Token =
  | { readonly type: 'number'; readonly start: number; readonly text: string }
  | { readonly type: 'name'; readonly start: number; readonly name: string; readonly subscript?: string }
  /** The value of an expansion, put in as the text is compiled. */
  | { readonly type: 'parameter'; readonly start: number; readonly index: number }
  | { readonly type: 'operator'; readonly start: number; readonly text: string }
  | { readonly type: 'bad'; readonly start: number; readonly message: string }
  | { readonly type: 'end'; readonly start: number }

/** The character that stands for the value of expansion `index`: a high surrogate, which no shell text holds alone. */
export function placeholder(index: number): string {
  return String.fromCharCode(0xd800 + index)
}

/** How many expansions one compiled text may hold. */
export const maximumPlaceholders = 0x100

const operators = /(<<=|>>=|\+\+|--|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%&^|~!<>=?:,()])/y
const word = /[A-Za-z_][A-Za-z_0-9]*/y
const digits = /[0-9][0-9A-Za-z_@#]*/y

/** Splits an arithmetic expression into tokens; what is no token is a 'bad' one, after which nothing is read. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (' \t\n'.includes(text[at] ?? 'x')) at++
    if (at >= text.length) break
    const { token, end } = readToken(text, at, tokens.at(-1))
    tokens.push(token)
    if (token.type === 'bad') return tokens
    at = end
  }
  tokens.push({ type: 'end', start: text.length })
  return tokens
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function readToken(text: string, start: number, before: Token | undefined): { token: Token; end: number } {
  const name = match(word, text, start)
  if (name !== undefined) return readName(text, start, name)
  const number = match(digits, text, start)
  if (number !== undefined)
    return { token: { type: 'number', start, text: number }, end: start + number.length }
  const index = text.charCodeAt(start) - 0xd800
  if (index >= 0 && index < maximumPlaceholders) {
    return { token: { type: 'parameter', start, index }, end: start + 1 }
  }
  const operator = match(operators, text, start)
  if (operator !== undefined) return readOperator(text, start, operator, before)
  const message =
    before && (before.type === 'number' || before.type === 'name' || before.type === 'parameter')
      ? 'syntax error: invalid arithmetic operator'
      : 'syntax error: operand expected'
  return { token: { type: 'bad', start, message }, end: text.length }
}

function readName(text: string, start: number, name: string): { token: Token; end: number } {
  const open = start + name.length
  if (text[open] !== '[') return { token: { type: 'name', start, name }, end: open }
  const close = closingBracket(text, open)
  if (close < 0) return { token: { type: 'bad', start, message: 'bad array subscript' }, end: text.length }
  return { token: { type: 'name', start, name, subscript: text.slice(open + 1, close) }, end: close + 1 }
}

/** The `]` that closes the subscript opened at `open`, or -1; quotes and nested brackets are passed over. */
export function closingBracket(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === "'" || char === '"') {
      const end = text.indexOf(char, at + 1)
      if (end > 0) at = end
    } else if (char === '[') depth++
    else if (char === ']' && --depth === 0) return at
  }
  return -1
}

/** `++` and `--` are operators beside a name only; elsewhere they are two signs: `1--1`, `- -x`. */
function readOperator(
  text: string,
  start: number,
  operator: string,
  before: Token | undefined,
): { token: Token; end: number } {
  if (operator === '++' || operator === '--') {
    const behind = /^[ \t\n]*[A-Za-z_]/.test(text.slice(start + 2, start + 66))
    const isStep = before?.type === 'name' || behind
    if (!isStep) return { token: { type: 'operator', start, text: operator.slice(1) }, end: start + 1 }
  }
  return { token: { type: 'operator', start, text: operator }, end: start + operator.length }
}
