/** Character codes the lexer looks for. */
export const TAB = 9
export const NEWLINE = 10
export const SPACE = 32
export const BANG = 33
export const DOUBLE_QUOTE = 34
export const HASH = 35
export const DOLLAR = 36
export const PERCENT = 37
export const AMPERSAND = 38
export const SINGLE_QUOTE = 39
export const OPEN_PAREN = 40
export const CLOSE_PAREN = 41
export const STAR = 42
export const PLUS = 43
export const COMMA = 44
export const MINUS = 45
export const SLASH = 47
export const COLON = 58
export const SEMICOLON = 59
export const LESS = 60
export const EQUALS = 61
export const GREATER = 62
export const QUESTION = 63
export const AT = 64
export const OPEN_BRACKET = 91
export const BACKSLASH = 92
export const CLOSE_BRACKET = 93
export const CARET = 94
export const BACKQUOTE = 96
export const OPEN_BRACE = 123
export const PIPE = 124
export const CLOSE_BRACE = 125
export const TILDE = 126

const NAME_START = 1
const DIGIT = 2
const META = 4
const classes = new Uint8Array(128)
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')
  classes[letter.charCodeAt(0)] = NAME_START
for (const digit of '0123456789') classes[digit.charCodeAt(0)] = DIGIT
for (const meta of '\t\n &();<>|') classes[meta.charCodeAt(0)] = META

function classOf(code: number): number {
  return code < 128 ? (classes[code] ?? 0) : 0
}

/** Whether a name may begin with it (POSIX 3.216): a letter of ASCII or `_`. */
export function isNameStart(code: number): boolean {
  return classOf(code) === NAME_START
}

/** Whether it may stand inside a name. */
export function isNameChar(code: number): boolean {
  return (classOf(code) & (NAME_START | DIGIT)) !== 0
}

export function isDigit(code: number): boolean {
  return classOf(code) === DIGIT
}

/** Whether it ends an unquoted word: a blank, a newline, one of `|&;()<>`, or the end (NaN). */
export function isMeta(code: number): boolean {
  return code !== code || classOf(code) === META
}
