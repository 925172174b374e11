/**
 * The code blocks of a Markdown page, and what is promised of each. A fence's first word is the language; after it may stand
 * `file=NAME` (the block is only written, beside the others of its section, for those to import or run) and `norun="why"`. A
 * block of `text` right below is what those above it write; in `console` blocks `$ ` begins a command, and what it writes follows.
 */
export interface Block {
  readonly language: string
  readonly text: string
  /** The line of its fence, from 1. */
  readonly line: number
  /** The heading it stands under. */
  readonly section: string
  readonly file?: string
  /** Why it is not run. */
  readonly norun?: string
  /** What it writes to standard output, where the page says so. */
  readonly shows?: string
}

type Draft = { -readonly [key in keyof Block]: Block[key] }

export function blocksOf(page: string): Block[] {
  const blocks: Draft[] = []
  let section = ''
  // Those that nothing but blanks and other blocks separate from what follows.
  let above: Draft[] = []
  let open: Draft | undefined
  for (const [index, line] of page.split('\n').entries()) {
    if (open !== undefined && line !== '```') open.text += `${line}\n`
    else if (open !== undefined) {
      if (open.language === 'text') for (const block of above) block.shows = open.text
      above = open.language === 'text' ? [] : [...above, open]
      blocks.push(open)
      open = undefined
    } else if (line.startsWith('```')) open = begin(line.slice(3), index + 1, section)
    else if (line.trim() !== '') {
      above = []
      if (/^##? /.test(line)) section = line.replace(/^#+ /, '')
    }
  }
  return blocks
}

function begin(info: string, line: number, section: string): Draft {
  const [, language = '', rest = ''] = /^(\S*)(.*)$/.exec(info) ?? []
  const file = / file=(\S+)/.exec(rest)?.[1]
  const norun = / norun="([^"]+)"/.exec(rest)?.[1]
  return {
    language,
    text: '',
    line,
    section,
    ...(file === undefined ? {} : { file }),
    ...(norun === undefined ? {} : { norun }),
  }
}

export interface Command {
  readonly typed: string
  readonly shows: string
}

/** The commands of a `console` block; `> ` continues one. */
export function commandsOf(text: string): Command[] {
  const commands: { typed: string; shows: string }[] = []
  for (const line of text.trimEnd().split('\n')) {
    const last = commands.at(-1)
    if (line.startsWith('$ ')) commands.push({ typed: line.slice(2), shows: '' })
    else if (last !== undefined && last.shows === '' && line.startsWith('> '))
      last.typed += `\n${line.slice(2)}`
    else if (last !== undefined) last.shows += `${line}\n`
  }
  return commands
}
