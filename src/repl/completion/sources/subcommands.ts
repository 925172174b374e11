import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest, CompletionHost } from '../host.ts'
import { plain } from './options.ts'
import { remembered } from './remembered.ts'

/** Programs that have commands, and list them for `--help`, which does nothing else. */
const withCommands: ReadonlySet<string> = new Set(
  'bun cargo deno docker gh go ip kubectl pip pip3 pnpm systemctl uv yarn'.split(' '),
)

/** The commands of a program (`cargo build`) as its `--help` lists them, where that is known to do nothing else. */
export async function subcommandsOf(
  program: string,
  host: CompletionHost,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const name = program.slice(program.lastIndexOf('/') + 1)
  if (!withCommands.has(name)) return []
  const read = async (): Promise<readonly Candidate[] | undefined> => {
    const help = await host.output([name, '--help'], signal)
    return signal.aborted ? undefined : documentedCommands(plain(help))
  }
  return (await remembered('commands', name, host, read)) ?? []
}

/** The first word behind a program that has commands; undefined where it has none. */
export async function fromSubcommands({
  words,
  word,
  host,
  signal,
}: ArgumentRequest): Promise<readonly Candidate[] | undefined> {
  if (words.some((one, at) => at > 0 && !one.startsWith('-')) || /^[-./~]/.test(word.value)) return undefined
  const found = await subcommandsOf(words[0], host, signal)
  return found.length === 0 ? undefined : found
}

const heading = /^(?:[\w ]*\b)?(?:sub)?commands\b[^.]*:?$/i
const entry =
  /^(\s{1,8})([a-z][\w-]*)(?:,\s+[\w-]+)*(?:\s[^\n]*?)??(?:(?:\s{2,}|(?<=\.\.\.|\]) (?=[A-Z]))(\S.*))?$/

/** Lines `  build   Compile the package` below a heading that says `Commands`. */
export function documentedCommands(text: string): Candidate[] {
  const found = new Map<string, Candidate>()
  const lines = text.split('\n')
  let isListing = false
  for (const [index, line] of lines.entries()) {
    if (/^\S/.test(line)) isListing = heading.test(line.trim())
    const [, indent = '', value, beside] = isListing ? (entry.exec(line) ?? []) : []
    if (value === undefined || found.has(value)) continue
    const next = lines[index + 1] ?? ''
    const below = next.search(/\S/) > indent.length + 4 ? next.trim() : ''
    const description = beside ?? below
    if (description !== '') found.set(value, { value, kind: 'command', description })
  }
  return [...found.values()]
}
