import type { Candidate, Completions } from './candidate.ts'
import { choicesOf } from './choices.ts'
import type { TypedWord } from './typed-word.ts'
import { contextAt, type CompletionContext } from './context.ts'
import type { ArgumentRequest, CompletionHost } from './host.ts'
import { commandWords } from './command-words.ts'
import { completeArguments } from './sources/arguments.ts'
import { completeCommands } from './sources/commands.ts'
import { completePaths } from './sources/paths.ts'
import { accounts } from './sources/system.ts'
import { completeTypeScript } from './sources/typescript.ts'
import { variables } from './sources/variables.ts'
import type { TypeScriptContext } from './typescript-context.ts'

/** How long the first answer waits for slow sources, in milliseconds. */
const patience = 50

/**
 * What could stand at the cursor. The first answer comes after 50 ms at the latest, if any source has one by then; each later one
 * replaces the one before. Runs nothing of what is typed. Ends early when `signal` is aborted.
 */
export async function* complete(
  text: string,
  cursor: number,
  host: CompletionHost,
  signal: AbortSignal,
): AsyncGenerator<Completions> {
  const before = text.slice(0, cursor)
  const context = contextAt(before, host.names(), text.slice(cursor))
  const found: (readonly Candidate[])[] = []
  const pending = new Set<Promise<void>>()
  let news = Promise.withResolvers<void>()
  for (const [index, source] of sourcesFor(context, before, host, signal).entries()) {
    const keep = (candidates: readonly Candidate[]): void => void (found[index] = candidates)
    const offer = (candidates: readonly Candidate[]): void => {
      keep(candidates)
      news.resolve()
    }
    const one: Promise<void> = source(offer)
      .catch(() => [])
      .then(keep)
      .finally(() => pending.delete(one))
    pending.add(one)
  }
  const now = (isPartial: boolean): Completions => choicesOf(context, before, found.flat(), isPartial)
  await Promise.race([Promise.all(pending), waited(patience)])
  while (pending.size > 0 && !signal.aborted) {
    yield now(true)
    await Promise.race([...pending, news.promise])
    news = Promise.withResolvers()
  }
  if (!signal.aborted) yield now(false)
}

function waited(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

type Source = (offer: ArgumentRequest['offer']) => Promise<readonly Candidate[]>

function sourcesFor(
  context: CompletionContext,
  before: string,
  host: CompletionHost,
  signal: AbortSignal,
): readonly Source[] {
  const { shell } = host
  switch (context.type) {
    case 'word':
      return wordSources(context, before, host, signal)
    case 'variable':
      return [async () => variables(shell)]
    case 'door':
      return []
    default:
      return [() => completeTypeScript(context, host)]
  }
}

function wordSources(
  context: Extract<CompletionContext, { type: 'word' }>,
  line: string,
  host: CompletionHost,
  signal: AbortSignal,
): readonly Source[] {
  const { word, place, isStatementStart } = context
  const { shell } = host
  if (/^~[^/]*$/.test(word.value) && word.active.has(0)) return [async () => homes(host)]
  if (place === 'redirection') return [async () => completePaths(word, shell)]
  const words = commandWords(context.words, shell)
  const ask =
    ([name = '', ...rest]: readonly string[]): Source =>
    offer =>
      completeArguments({ words: [name, ...rest], word, line, host, signal, offer })
  if (place === 'argument' && words.length > 0) {
    // `await fet`: a job, or any value.
    const isValue = words[0] === 'await' && words.length === 1 && !shell.session.commandsOnly
    return isValue ? [ask(words), () => completeTypeScript(nameOf(word), host)] : [ask(words)]
  }
  if (word.value.startsWith('-') && context.words.length > 0) return [ask(context.words)]
  const commands: Source = async () => completeCommands(word, shell)
  return isStatementStart ? [commands, () => declaredNames(host)] : [commands]
}

function nameOf({ start, value }: TypedWord): TypeScriptContext {
  return { type: 'name', start, name: value }
}

/** `~user`. */
function homes({ shell }: CompletionHost): Candidate[] {
  return accounts('passwd', shell).map(one => ({
    ...one,
    value: `~${one.value}/`,
    kind: 'directory',
    suffix: '',
    verbatim: true,
  }))
}

/** A statement may begin with a name of TypeScript's. */
async function declaredNames(host: CompletionHost): Promise<Candidate[]> {
  return [...host.names().user].map(value => ({
    value,
    kind: 'variable',
    description: 'TypeScript',
    suffix: '',
  }))
}
