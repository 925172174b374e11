import { quoteWord } from '../../../lang/syntax/index.ts'
import { bufferOf, replaceRange } from '../../editor/line-buffer.ts'
import { expandLine } from '../expanding.ts'
import type { Session } from '../session.ts'
import { wordBeforeCursor, type WordRange } from './word.ts'

type LineCommand = (session: Session, argument?: number) => void

/** Puts what shell code writes in place of a part of the line; what fails or writes nothing changes nothing. */
async function expandBy(
  session: Session,
  { start, end }: Omit<WordRange, 'text'>,
  code: string,
): Promise<void> {
  const text = session.editor.buffer.text.slice(start, end)
  const expansion = (await session.host.output?.(code))?.replace(/\n+$/, '') ?? ''
  if (expansion === '' || expansion === text) return
  session.edit(({ buffer }) => {
    const behind = Math.max(0, buffer.cursor - end)
    const next = replaceRange(buffer, start, end, expansion)
    return { buffer: { ...next, cursor: next.cursor + behind } }
  })
}

const tilde: LineCommand = session => {
  const word = wordBeforeCursor(session.editor.buffer)
  const { text } = session.editor.buffer
  const found = /^~[\w.+-]*/.exec(text.slice(word.start))
  if (found === null) return
  const end = word.start + found[0].length
  session.wait(expandBy(session, { start: word.start, end }, `printf %s ${found[0]}`))
}

/** The first word, where it is an alias: its name must be looked up as it stands. */
async function expandAlias(session: Session): Promise<void> {
  const found = /^(\s*)([^\s|&;<>()$`\\"'=]+)/.exec(session.editor.buffer.text)
  if (found === null) return
  const [, blanks = '', name = ''] = found
  const range = { start: blanks.length, end: blanks.length + name.length }
  await expandBy(session, range, `printf %s "\${BASH_ALIASES[${name}]}"`)
}

const alias: LineCommand = session => session.wait(expandAlias(session))

const history: LineCommand = session => {
  expandLine(session, session.editor.buffer.text.length)
}

const glob: LineCommand = session => {
  const word = wordBeforeCursor(session.editor.buffer)
  if (word.text === '') return
  const code = `__nacre_found=$(compgen -G ${quoteWord(word.text)} | while IFS= read -r __nacre_name; do printf '%q ' "$__nacre_name"; done)`
  session.wait(expandBy(session, word, `${code} && printf %s "\${__nacre_found% }"`))
}

/** History, the alias, and every word as a command would get it; operators stay (bash manual, shell-expand-line). */
const shell: LineCommand = session => {
  history(session)
  session.wait(expandAlias(session).then(() => expandWords(session)))
}

async function expandWords(session: Session): Promise<void> {
  const { host } = session
  const pieces = piecesOf(session.editor.buffer.text)
  const expanded = await Promise.all(
    pieces.map(piece => expandPiece(piece, async code => await host.output?.(code))),
  )
  session.edit(() => ({ buffer: bufferOf(expanded.join('')) }))
}

/** Blanks and operators, and words with their quotes and substitutions. */
function piecesOf(text: string): readonly string[] {
  return (
    text.match(
      /[\s|&;<>]+|(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`|\$\((?:[^()]|\([^()]*\))*\)|[^\s|&;<>"'`\\]|["'`\\])+/gs,
    ) ?? []
  )
}

async function expandPiece(
  piece: string,
  output: (code: string) => Promise<string | undefined>,
): Promise<string> {
  if (!/[$`~*?[{\\"']/.test(piece)) return piece
  return (await output(`printf '%s ' ${piece}`))?.replace(/ $/, '') ?? piece
}

/** Readline's and bash's commands that expand what is typed (bash manual, Miscellaneous Commands). */
export const expanding = {
  'tilde-expand': tilde,
  'alias-expand-line': alias,
  'history-expand-line': history,
  'history-and-alias-expand-line'(session) {
    history(session)
    alias(session)
  },
  'shell-expand-line': shell,
  'glob-expand-word': glob,
  'magic-space': session => session.run('self-insert', ' '),
} satisfies Record<string, LineCommand>
