import type { Shell } from '../../lang/eval/index.ts'
import type { Completions } from './candidate.ts'
import { choicesOf } from './choices.ts'
import type { TypedWord } from './typed-word.ts'
import { completePaths } from './sources/paths.ts'

// Readline's word breaks but for quotes, which are read.
const breaks = ' \t\n@><=;|&(:'

/** The file names that could stand at the end of a text which is no command, quoted for a shell (readline, `complete`). */
export function completeFileName(before: string, shell: Shell): Completions {
  const word = lastWord(before)
  const candidates = completePaths(word, shell)
  const context = { type: 'word', place: 'redirection', words: [], word, isStatementStart: false } as const
  return choicesOf(context, before, candidates, false)
}

/** The word that is being typed: backslashes and quotes keep its characters together. */
function lastWord(text: string): TypedWord {
  let word = emptyWord(0)
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    const { quote } = word
    if (character === quote) word = { ...word, quote: '' }
    else if (quote === '' && (character === '"' || character === "'")) word = { ...word, quote: character }
    else if (character === '\\' && quote !== "'" && at + 1 < text.length)
      add(word, text[++at] as string, at - 1)
    else if (quote === '' && breaks.includes(character)) word = emptyWord(at + 1)
    else {
      if (character === '~' && quote === '') word.active.add(word.value.length)
      add(word, character, at)
    }
  }
  return word
}

interface GrowingWord extends TypedWord {
  value: string
  readonly offsets: number[]
  readonly active: Set<number>
}

function emptyWord(start: number): GrowingWord {
  return { start, value: '', offsets: [], active: new Set(), quote: '' }
}

function add(word: GrowingWord, character: string, at: number): void {
  word.value += character
  word.offsets.push(at)
}
