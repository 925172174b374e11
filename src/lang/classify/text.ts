/** Small lexical steps over raw text that every part of the rule shares. None of them looks at names. */

/** The identifier that begins at `at`, or `''`. */
export function identifierAt(text: string, at: number): string {
  if (isDigit(text[at])) return ''
  const end = pastPlainName(text, at)
  return text.charCodeAt(end) > 0x7f ? unicodeIdentifierAt(text, at) : text.slice(at, end)
}

/** Past the ASCII characters of a name. */
function pastPlainName(text: string, at: number): number {
  while (isPlainOfName(text.charCodeAt(at))) at++
  return at
}

function isPlainOfName(code: number): boolean {
  const letter = code | 0x20
  return (
    (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x24
  )
}

/** Not made before it is needed: Unicode's sets take half a millisecond of every start. */
function unicodeIdentifierAt(text: string, at: number): string {
  const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
  identifier.lastIndex = at
  return identifier.exec(text)?.[0] ?? ''
}

export function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\u00a0' || char === '\ufeff'
}

/** A blank, a line's end or the end of the text. */
export function isSpaceOrEnd(char: string | undefined): boolean {
  return char === undefined || char === '\n' || isBlank(char)
}

export function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

export function skipBlanks(text: string, at: number): number {
  while (isBlank(text[at])) at++
  return at
}

/** Past blanks and line ends. */
export function skipSpace(text: string, at: number): number {
  while (isBlank(text[at]) || text[at] === '\n') at++
  return at
}

/** Past blanks, line ends and TypeScript's comments. */
export function skipTrivia(text: string, at: number): number {
  for (;;) {
    at = skipSpace(text, at)
    const next = skipComment(text, at)
    if (next === at) return at
    at = next
  }
}

/** Past a `//` or `/*` comment that begins at `at`, or `at`. */
export function skipComment(text: string, at: number): number {
  if (text[at] !== '/') return at
  if (text[at + 1] === '/') return lineEnd(text, at)
  if (text[at + 1] !== '*') return at
  const close = text.indexOf('*/', at + 2)
  return close === -1 ? text.length : close + 2
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** Past a quoted string whose quote stands at `at`; a line's end or the text's ends an unclosed one. */
export function skipString(text: string, at: number): number {
  const quote = text[at]
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i]
    if (char === '\\') i++
    else if (char === quote) return i + 1
    else if (char === '\n') return i
  }
  return text.length
}

/** Past a template literal whose backtick stands at `at`. */
function skipTemplate(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i]
    if (char === '\\') i++
    else if (char === '`') return i + 1
    else if (char === '$' && text[i + 1] === '{') {
      const close = skipBracket(text, i + 1)
      if (close === -1) return text.length
      i = close - 1
    }
  }
  return text.length
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Past the bracket that closes the one at `at`, or -1. Quotes, templates and comments are respected. */
export function skipBracket(text: string, at: number): number {
  const stack: string[] = []
  for (let i = at; i < text.length;) {
    const char = text[i] ?? ''
    const closer = closers[char]
    if (closer !== undefined) stack.push(closer)
    else if (char === ')' || char === ']' || char === '}') {
      if (stack.pop() !== char) return -1
      if (stack.length === 0) return i + 1
    } else if (char === '"' || char === "'") {
      i = skipString(text, i)
      continue
    } else if (char === '`') {
      i = skipTemplate(text, i)
      continue
    } else if (char === '/' && skipComment(text, i) !== i) {
      i = skipComment(text, i)
      continue
    }
    i++
  }
  return -1
}

const regularExpression = /\/(?![*/])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[dgimsuvy]*/y

/** Past a regular expression literal that begins at `at`, or -1. */
export function skipRegularExpression(text: string, at: number): number {
  regularExpression.lastIndex = at
  return regularExpression.test(text) ? regularExpression.lastIndex : -1
}

/** A statement could end here: the end, a line's end, `;`, or a comment. */
export function isStatementEnd(text: string, at: number): boolean {
  const char = text[at]
  if (char === undefined || char === '\n' || char === ';') return true
  if (char === '/') return text[at + 1] === '/' || text[at + 1] === '*'
  return char === '#' && isBlank(text[at - 1])
}
