import { quoteWord } from '../../../lang/syntax/index.ts'
import type { Choice, Completions } from '../../completion/candidate.ts'
import { commonPrefix } from '../../completion/common-prefix.ts'
import { quoteFor } from '../../completion/quoting.ts'
import { replaceRange } from '../../editor/line-buffer.ts'
import { beginCompletion, replace, select, type CompletionUse } from '../completing.ts'
import type { Session } from '../session.ts'
import { wordsOf } from './arguments.ts'
import { wordBeforeCursor } from './word.ts'

type LineCommand = (session: Session, argument?: number) => void
type Source = (session: Session, word: string) => Promise<readonly string[]>

/** One kind of candidate, whatever stands before (bash manual, Letting Readline Type For You). */
interface Kind {
  /** What is typed before the name and is no part of it. */
  readonly lead?: RegExp
  readonly source: Source
}

/** What an action of `compgen -A` offers. */
function action(name: string): Source {
  return async ({ host }, word) =>
    ((await host.output?.(`compgen -A ${name} -- ${quoteWord(word)}`)) ?? '').split('\n').filter(Boolean)
}

const files: Source = async (session, word) => {
  const folders = new Set(await action('directory')(session, word))
  return (await action('file')(session, word)).map(name => (folders.has(name) ? `${name}/` : name))
}

/** Words of earlier lines that begin so, the newest first. */
const historyWords: Source = async ({ host }, word) => {
  const lines = host.events?.()?.entries ?? []
  const found = lines.toReversed().flatMap(line => wordsOf(line).toReversed())
  return [...new Set(found)].filter(one => one.startsWith(word) && one !== word)
}

/** The word as a pattern, with anything behind it. */
const globbed: Source = async ({ host }, word) =>
  ((await host.output?.(`compgen -G ${quoteWord(`${word}*`)}`)) ?? '').split('\n').filter(Boolean)

const kinds = {
  command: { source: action('command') },
  filename: { source: files },
  hostname: { lead: /^.*@/, source: action('hostname') },
  username: { lead: /^~/, source: action('user') },
  variable: { lead: /^\$\{?/, source: action('variable') },
  history: { source: historyWords },
  glob: { source: globbed },
} satisfies Record<string, Kind>

async function* completionsOf(session: Session, { lead, source }: Kind): AsyncGenerator<Completions> {
  const word = wordBeforeCursor(session.editor.buffer)
  const skipped = lead?.exec(word.text)?.[0].length ?? 0
  const query = word.text.slice(skipped)
  const names = await source(session, query)
  yield { start: word.start + skipped, end: word.end, query, choices: names.map(toChoice), isPartial: false }
}

function toChoice(name: string): Choice {
  const isFolder = name.endsWith('/')
  return {
    text: quoteFor(name, '', true),
    suffix: isFolder ? '' : ' ',
    display: name,
    description: '',
    kind: isFolder ? 'directory' : 'value',
  }
}

function completeKind(kind: Kind, use?: CompletionUse): LineCommand {
  return session => void beginCompletion(session, { source: completionsOf(session, kind), ...use })
}

/** The choices are shown, and nothing is put in. */
const listing: CompletionUse = { take: openMenu }

function openMenu(session: Session, completions: Completions): void {
  if (completions.choices.length > 0)
    session.menu = { completions, selected: undefined, origin: session.editor.buffer }
}

/** All choices, with blanks between them. */
const insertAll: CompletionUse = {
  take({ editor }, { start, end, choices }) {
    if (choices.length === 0) return undefined
    return replaceRange(editor.buffer, start, end, `${choices.map(choice => choice.text).join(' ')} `)
  },
}

/** `a{b,c}` for `ab` and `ac`. */
const inBraces: CompletionUse = {
  take({ editor }, { start, end, choices }) {
    const texts = choices.map(choice => choice.text)
    const [only] = texts
    if (only === undefined) return undefined
    const common = commonPrefix(texts)
    const braces = `${common}{${texts.map(text => text.slice(common.length)).join(',')}} `
    return replaceRange(editor.buffer, start, end, texts.length === 1 ? `${only} ` : braces)
  },
}

/** Choices are tried in the line one after the other. */
function cycling(first: 'first' | 'last'): CompletionUse {
  return {
    take(session, completions) {
      openMenu(session, completions)
      const { menu } = session
      if (menu !== undefined) select(session, menu, first === 'first' ? 0 : completions.choices.length - 1)
    },
  }
}

/** The newest word of the history that begins like this one. */
const expandFromHistory: CompletionUse = {
  take({ editor }, { start, end, choices }) {
    const [newest] = choices
    return newest && replaceRange(editor.buffer, start, end, newest.display)
  },
}

/** What is spelt wrong by a letter in the path before the cursor (bash's `spell-correct-word`). */
const correctSpelling: LineCommand = session => {
  const word = wordBeforeCursor(session.editor.buffer)
  session.wait(
    corrected(session, word.text).then(text => {
      if (text !== undefined)
        replace(session, replaceRange(session.editor.buffer, word.start, word.end, text))
    }),
  )
}

async function corrected(session: Session, path: string): Promise<string | undefined> {
  let right = ''
  for (const [index, part] of path.split('/').entries()) {
    const folder = index === 0 ? '' : `${right}/`
    const names = (await action('file')(session, folder)).map(name => name.slice(folder.length))
    const name = part === '' || names.includes(part) ? part : names.find(one => isNear(one, part))
    if (name === undefined) return undefined
    right = folder + name
  }
  return right
}

/** One letter missing, too many, another, or two that changed places. */
function isNear(name: string, typed: string): boolean {
  let start = 0
  while (start < typed.length && name[start] === typed[start]) start++
  const [rest, other] = [name.slice(start), typed.slice(start)]
  return (
    rest.slice(1) === other ||
    rest === other.slice(1) ||
    rest.slice(1) === other.slice(1) ||
    (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2))
  )
}

/** Readline's and bash's commands for completion. */
export const completing = {
  complete: session => void beginCompletion(session),
  'possible-completions': session => void beginCompletion(session, listing),
  'insert-completions': session => void beginCompletion(session, insertAll),
  'menu-complete': session => void beginCompletion(session, cycling('first')),
  'menu-complete-backward': session => void beginCompletion(session, cycling('last')),
  'complete-command': completeKind(kinds.command),
  'complete-filename': completeKind(kinds.filename),
  'complete-hostname': completeKind(kinds.hostname),
  'complete-username': completeKind(kinds.username),
  'complete-variable': completeKind(kinds.variable),
  'complete-into-braces': completeKind(kinds.filename, inBraces),
  'dynamic-complete-history': completeKind(kinds.history),
  'dabbrev-expand': completeKind(kinds.history, expandFromHistory),
  'glob-complete-word': completeKind(kinds.glob),
  'glob-list-expansions': completeKind(kinds.glob, listing),
  'possible-command-completions': completeKind(kinds.command, listing),
  'possible-filename-completions': completeKind(kinds.filename, listing),
  'possible-hostname-completions': completeKind(kinds.hostname, listing),
  'possible-username-completions': completeKind(kinds.username, listing),
  'possible-variable-completions': completeKind(kinds.variable, listing),
  'spell-correct-word': correctSpelling,
} satisfies Record<string, LineCommand>
