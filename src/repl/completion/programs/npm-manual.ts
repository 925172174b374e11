import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { CompletionHost } from '../host.ts'
import { remembered } from '../sources/remembered.ts'
import { linesOf } from '../sources/system.ts'

/** Where npm itself is, with its manual pages: behind the program in PATH, or beside Node. */
export function npmFolder(shell: Shell): string | undefined {
  for (const [program, rest] of [
    ['npm', ''],
    ['node', '/lib/node_modules/npm'],
  ] as const) {
    const found = shell.resolve(program).find(one => one.type === 'file')
    const path = found?.type === 'file' ? shell.host.realPath(found.path) : undefined
    // `…/npm/bin/npm-cli.js`, `…/bin/node`
    const base = path === undefined ? undefined : path.split('/').slice(0, -2).join('/') + rest
    if (shell.host.stat(`${base}/man/man1`, true)?.type === 'directory') return base
  }
  return undefined
}

/** The first lines of one page of the manual, its marks taken out. */
function page(
  name: string,
  shell: Shell,
  most = Number.POSITIVE_INFINITY,
  folder = npmFolder(shell),
): string[] {
  return folder === undefined ? [] : linesOf(`${folder}/man/${name}`, shell).slice(0, most).map(plain)
}

function plain(line: string): string {
  return line
    .replace(/\\f[BIRP]/g, '')
    .replace(/\\\[?\(?(lB|rB|la|ra|bu|aq|dq)\]?/g, (_, name: string) => marks[name] ?? '')
    .replaceAll('\\', '')
}

const marks: Readonly<Record<string, string>> = { lB: '[', rB: ']', aq: "'", dq: '"' }

interface NpmCommand {
  readonly name: string
  readonly description: string
  readonly aliases: readonly string[]
}

/** npm's commands as its manual has them; with `aliases`, their other names too. */
export async function npmCommands(host: CompletionHost, aliases: boolean): Promise<Candidate[]> {
  const commands = (await remembered('npm', 'npm', host, async () => readCommands(host.shell))) ?? []
  return commands.flatMap(({ name: value, description, aliases: others }): Candidate[] => [
    { value, kind: 'command', description },
    ...(aliases ? others : []).map(other => ({
      value: other,
      kind: 'command' as const,
      description: `alias: ${value}`,
    })),
  ])
}

function readCommands(shell: Shell): NpmCommand[] | undefined {
  const folder = npmFolder(shell)
  if (folder === undefined) return undefined
  const names = (shell.host.readDirectory(`${folder}/man/man1`) ?? []).flatMap(
    ({ name }) => /^npm-(.+)\.1$/.exec(name)?.[1] ?? [],
  )
  return names.toSorted().map(name => {
    const lines = page(`man1/npm-${name}.1`, shell, 40, folder)
    const description = /^npm-\S+ - (.*)$/.exec(lines.find(line => line.startsWith('npm-')) ?? '')?.[1] ?? ''
    return { name, description, aliases: aliasesIn(lines) }
  })
}

function aliasesIn(lines: readonly string[]): string[] {
  return lines.flatMap(line => /^alias(?:es)?: (.*)$/.exec(line)?.[1]?.split(/,\s*/) ?? [])
}

/** The command that a word stands for: `i` is `install`. */
export async function npmCommand(word: string, host: CompletionHost): Promise<string> {
  const commands = await npmCommands(host, true)
  return commands.find(one => one.value === word)?.description?.match(/^alias: (.*)$/)?.[1] ?? word
}

/** What may follow a command at once: `npm config set`. */
export function npmVerbs(command: string, shell: Shell): Candidate[] {
  const found = page(`man1/npm-${command}.1`, shell).map(
    line => new RegExp(`^npm ${command} ([a-z][a-z-]*)(?:\\s|$)`).exec(line)?.[1],
  )
  return [...new Set(found)].filter(value => value !== undefined).map(value => ({ value, kind: 'command' }))
}

/** The options of a command, or all of npm's, with their short forms. */
export function npmOptions(command: string | undefined, shell: Shell): Candidate[] {
  const lines = command === undefined ? [] : page(`man1/npm-${command}.1`, shell)
  const own = keysIn(lines)
  const settings = page('man7/config.7', shell)
  const known = own.length > 0 ? own : keysIn(settings)
  const long = known.map(({ value, description }) => option(`--${value}`, description))
  const names = new Map(long.map(one => [one.value, one.description]))
  const short = settings.flatMap(line => {
    const [, value = '', stands = ''] = /^(-\w): (--[\w-]+)/.exec(line) ?? []
    const description = names.get(stands)
    return description === undefined ? [] : [option(value, description)]
  })
  return [...long, ...short, ...lines.flatMap(optionsInText)]
}

/** npm's settings, for `npm config set`. */
export function npmSettings(shell: Shell): Candidate[] {
  return keysIn(page('man7/config.7', shell)).map(one => ({ ...one, kind: 'value' }))
}

/** What `npm help` knows besides commands. */
export function npmTopics(shell: Shell): Candidate[] {
  const folder = npmFolder(shell)
  return ['man5', 'man7'].flatMap(part =>
    (folder === undefined ? [] : (shell.host.readDirectory(`${folder}/man/${part}`) ?? []))
      .map(({ name }) => name.replace(/\.\d$/, ''))
      .toSorted()
      .map(value => ({ value, kind: 'value' as const, description: 'about' })),
  )
}

/** `-D, --save-dev: Package will appear in your devDependencies.` */
function optionsInText(line: string): Candidate[] {
  const [, names = '', text = ''] = /^((?:-\w, )?--[\w-]+(?:, --?[\w-]+)*): (.*)/.exec(line) ?? []
  return names === '' ? [] : names.split(', ').map(name => option(name, firstSentence(text)))
}

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/.exec(text)?.[0].slice(0, -1) ?? text
}

function option(value: string, description = ''): Candidate {
  return { value, description, kind: 'option' }
}

/** Headings that are names of settings, with the first sentence below each. */
function keysIn(lines: readonly string[]): Candidate[] {
  return lines.flatMap((line, index) => {
    const value = /^\.SS "([a-z_][\w-]*)"$/.exec(line)?.[1]
    if (value === undefined) return []
    const rest = lines.slice(index + 1, index + 14)
    const end = rest.findIndex(one => one.startsWith('.SS'))
    const text = (end === -1 ? rest : rest.slice(0, end)).find(
      one => /^[^.\s]/.test(one) && !/^(?:Default|Type):/.test(one),
    )
    const isSetting = rest.some(one => /^(?:Default|Type): /.test(one))
    if (!isSetting) return []
    return [
      {
        value,
        kind: 'option' as const,
        description: firstSentence(text ?? ''),
      },
    ]
  })
}
