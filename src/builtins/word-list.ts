import { makeSource } from '../diag/index.ts'
import { compileWord, type ExpandHost } from '../lang/expand/index.ts'
import { parse } from '../lang/syntax/index.ts'
import { chain, type MaybePromise } from '../value/index.ts'
import type { Shell } from '../lang/eval/index.ts'

/** The words of `compgen -W`: split at IFS with quotes honoured, then expanded, but for pathnames. */
export function expandWordList(text: string, shell: Shell): MaybePromise<string[]> {
  const separators = shell.variables.get('IFS') ?? ' \t\n'
  let words: MaybePromise<string[]> = []
  for (const token of splitTokens(text, separators))
    words = chain(words, before => chain(expandToken(token, shell), now => [...before, ...now]))
  return words
}

/** The files that a pattern matches: `compgen -G`. */
export function expandPattern(pattern: string, shell: Shell): MaybePromise<string[]> {
  return expandText(pattern, withOption(shell.expansions, { noglob: false, nullglob: true }))
}

/** Text that is no word stands for itself. */
function expandToken(token: string, shell: Shell): MaybePromise<string[]> {
  if (!/[$`'"\\~{]/.test(token)) return [token]
  return expandText(token, withOption(shell.expansions, { noglob: true }))
}

function expandText(token: string, host: ExpandHost): MaybePromise<string[]> {
  const { list, diagnostics } = parse(makeSource('word', `: ${escapeMetas(token)}`))
  const command = list.items[0]?.command.pipelines[0]?.commands[0]
  const word = command?.type === 'SimpleCommand' ? command.words[1] : undefined
  // An open quote is dropped (bash); what is no word at all stands for itself.
  if (diagnostics.length > 0 || word?.type !== 'Word') return [token.replace(/['"]/g, '')]
  return compileWord(word).fields(host)
}

/** Blanks and operators that stand bare in a word list are text there. */
function escapeMetas(token: string): string {
  let escaped = ''
  for (let at = 0; at < token.length;) {
    const end = skipPiece(token, at)
    const piece = token.slice(at, end)
    escaped += /^[\s|&;<>()#]$/.test(piece) ? `\\${piece}` : piece
    at = end
  }
  return escaped
}

/** The same host with an option as it is wanted here. */
function withOption(host: ExpandHost, wanted: Readonly<Record<string, boolean>>): ExpandHost {
  const option = (name: string): boolean => wanted[name] ?? host.option(name)
  return new Proxy(host, {
    get(target, key) {
      if (key === 'option') return option
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

/** Pieces between separators that stand outside quotes and substitutions. */
function splitTokens(text: string, separators: string): string[] {
  const tokens: string[] = []
  let start = 0
  let at = 0
  while (at < text.length) {
    if (separators.includes(text[at] ?? '')) {
      if (at > start) tokens.push(text.slice(start, at))
      start = ++at
    } else at = skipPiece(text, at)
  }
  if (at > start) tokens.push(text.slice(start, at))
  return tokens
}

/** Past one character, one quoted text or one substitution. */
function skipPiece(text: string, at: number): number {
  const char = text[at]
  if (char === '\\') return at + 2
  if (char === "'") return closing(text, at + 1, "'")
  if (char === '"' || char === '`') return closing(text, at + 1, char)
  if (char === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) return closingBracket(text, at + 1)
  return at + 1
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && quote !== "'") at++
    else if (text[at] === quote) return at + 1
  }
  return text.length
}

function closingBracket(text: string, open: number): number {
  const [left, right] = text[open] === '(' ? ['(', ')'] : ['{', '}']
  let depth = 0
  for (let at = open; at < text.length; at = skipInner(text, at)) {
    if (text[at] === left) depth++
    else if (text[at] === right && --depth === 0) return at + 1
  }
  return text.length
}

function skipInner(text: string, at: number): number {
  const char = text[at]
  return char === '\\' || char === "'" || char === '"' || char === '`' ? skipPiece(text, at) : at + 1
}
