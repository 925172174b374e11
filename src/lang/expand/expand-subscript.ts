import { isPromise } from '../../value/index.ts'
import { parse, type ParameterExpansion, type Word } from '../syntax/index.ts'
import { compileWord } from './compile.ts'
import type { ExpandHost } from './host.ts'
import { nextAnswer, Unexpanded } from './unexpanded.ts'

const limit = 256
/** Subscripts by their text: loops use the same few again and again. */
const cache = new Map<string, Word | undefined>()

/**
 * A subscript that came as text — of `unset 'a[$i]'`, `printf -v`, a nameref, a variable's value in arithmetic — with
 * quotes removed and expansions done, as bash does it. Throws where an expansion cannot be had at once.
 */
export function expandSubscript(text: string, host: ExpandHost): string {
  if (!/['"\\$`]/.test(text)) return text
  const known = nextAnswer(text, host)
  if (known !== undefined) return known
  const word = parseSubscript(text)
  if (word === undefined) return text
  const expanded = compileWord(word).string(host)
  if (isPromise(expanded)) throw new Unexpanded(text, expanded)
  return expanded
}

/** The word a text is between the brackets of `${x[…]}`. */
function parseSubscript(text: string): Word | undefined {
  if (cache.has(text)) return cache.get(text)
  if (cache.size >= limit) cache.clear()
  const { list, diagnostics } = parse({ name: 'subscript', text: `: \${x[${text}]}`, firstLine: 1 })
  const [command] = list.items[0]?.command.pipelines[0]?.commands ?? []
  const argument = command?.type === 'SimpleCommand' ? command.words[1] : undefined
  const part = argument?.type === 'Word' ? argument.parts[0] : undefined
  const word = diagnostics.length === 0 && part?.type === 'ParameterExpansion' ? indexOf(part) : undefined
  cache.set(text, word)
  return word
}

function indexOf(part: ParameterExpansion): Word | undefined {
  return part.subscript?.type === 'Index' ? part.subscript.word : undefined
}
