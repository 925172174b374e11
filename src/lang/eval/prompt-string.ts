import { isPromise, type MaybePromise } from '../../value/index.ts'
import { makeSource } from '../../diag/index.ts'
import { compileWord } from '../expand/index.ts'
import { parse, type Word } from '../syntax/index.ts'
import type { Environment } from './environment.ts'
import { decodePrompt } from './prompt-escapes.ts'

/** A prompt string shown: its escapes, then, with promptvars, expansions as in double quotes (bash manual, Controlling the Prompt). */
export function promptString(shell: Environment, text: string): MaybePromise<string> {
  const decoded = decodePrompt(shell, text)
  if (!shell.options.get('promptvars') || !/[$`\\]/.test(decoded)) return decoded
  const word = documentOf(decoded)
  if (word === undefined) return decoded
  const { status, substituted } = shell
  const shown = compileWord(word).document(shell.expansions)
  const done = (result: string): string => {
    shell.status = status
    shell.substituted = substituted
    return result
  }
  return isPromise(shown) ? shown.then(done) : done(shown)
}

/** The text as the body of a here-document, which is expanded as prompts are. */
function documentOf(text: string): Word | undefined {
  const end = delimiterFor(text)
  // A backslash at its end would continue the line.
  const whole = /(?<!\\)(?:\\\\)*\\$/.test(text) ? `${text}\\` : text
  const { list, diagnostics } = parse(makeSource('prompt', `: <<${end}\n${whole}\n${end}\n`))
  const command = list.items[0]?.command.pipelines[0]?.commands[0]
  if (diagnostics.length > 0 || command?.type !== 'SimpleCommand') return undefined
  const [redirect] = command.redirects
  return redirect?.fault === undefined ? withoutLastNewline(redirect?.target) : undefined
}

function delimiterFor(text: string): string {
  let end = 'PROMPT'
  while (text.includes(end)) end += '_'
  return end
}

function withoutLastNewline(word: Word | undefined): Word | undefined {
  const last = word?.parts.at(-1)
  if (word === undefined || last?.type !== 'Literal' || !last.value.endsWith('\n')) return word
  return { ...word, parts: [...word.parts.slice(0, -1), { ...last, value: last.value.slice(0, -1) }] }
}
