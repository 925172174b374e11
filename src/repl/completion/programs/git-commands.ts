import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest } from '../host.ts'
import { documentedWords } from '../sources/manual.ts'
import { documentedOptionsOf, optionsOf, plain } from '../sources/options.ts'
import { optionValues } from '../sources/option-values.ts'
import { remembered } from '../sources/remembered.ts'
import type { Place } from './git.ts'
import { commits, refsIn, remoteBranches, remotes, type Ask } from './git-refs.ts'

/** git's commands and aliases; those for programs (`cat-file`) only where no other begins with what is typed. */
export async function subcommands(ask: Ask, typed: string): Promise<Candidate[]> {
  const [listed, described, aliases] = await Promise.all([
    ask(
      '--list-cmds=list-mainporcelain,list-ancillarymanipulators,list-ancillaryinterrogators,others,list-complete',
    ),
    ask('help', '-a'),
    ask('config', '--get-regexp', '^alias\\.'),
  ])
  const descriptions = new Map(
    [...described.matchAll(/^ {3}(\S+) {2,}(.*)$/gm)].map(([, name = '', text]) => [name, text] as const),
  )
  const toCommand = (value: string): Candidate => ({
    value,
    kind: 'command',
    description: descriptions.get(value) ?? '',
  })
  const commands = [...new Set(listed.split('\n').filter(name => name !== ''))].map(toCommand)
  const own = Array.from(aliases.matchAll(/^alias\.(\S+) (.*)$/gm), ([, value = '', text]): Candidate => ({
    value,
    kind: 'alias',
    description: `alias: ${text}`,
  }))
  const found = [...commands, ...own]
  return found.some(one => one.value.startsWith(typed))
    ? found
    : [...found, ...[...descriptions.keys()].map(toCommand)]
}

/** The options git's own parser knows, with what the manual says of them; and those only the manual has. */
export async function options(request: ArgumentRequest, command: string, ask: Ask): Promise<Candidate[]> {
  const documenting = optionsOf('git', request.host, request.signal, `git-${command}`)
  const known = (await helped(command, ask)).filter(one => /^--?\w/.test(one))
  request.offer(joined(known, []))
  return joined(known, await documenting)
}

function joined(known: readonly string[], documented: readonly Candidate[]): Candidate[] {
  const texts = new Map(documented.map(one => [one.value.replace(/=$/, ''), one]))
  const found = new Map(texts)
  for (const option of known) {
    const name = option.replace(/=$/, '')
    found.set(name, {
      value: option,
      kind: 'option',
      description: texts.get(name)?.description ?? '',
      ...(option.endsWith('=') ? { suffix: '' } : {}),
    })
  }
  return [...found.values()]
}

/** What a command of git's tells of itself. Others, an alias or a program, would take the question for work to do. */
async function helped(command: string, ask: Ask): Promise<string[]> {
  const commands = (await ask('--list-cmds=parseopt')).split(/\s+/)
  return commands.includes(command) ? (await ask(command, '--git-completion-helper')).split(/\s+/) : []
}

/** `git co x` with an alias `co = checkout -q` is `git checkout -q x`. An alias for a program stays what it is. */
export async function withoutAlias(
  command: string,
  rest: readonly string[],
  ask: Ask,
): Promise<{ readonly command: string; readonly rest: readonly string[] }> {
  const text = /^[\w-]+$/.test(command) ? (await ask('config', '--get', `alias.${command}`)).trim() : ''
  const [first = '', ...more] = text.split(/\s+/)
  return first === '' || first.startsWith('!')
    ? { command, rest }
    : { command: first, rest: [...more, ...rest] }
}

/** What the option before the cursor takes: revisions, remotes, or what the manual's name for it says. */
export async function optionValue(
  request: ArgumentRequest,
  command: string,
  ask: Ask,
): Promise<readonly Candidate[] | undefined> {
  const { word, words, host, signal } = request
  const joined = /^(--[\w-]+)=/.exec(word.value)
  const name = joined?.[1] ?? words.at(-1) ?? ''
  if (!name.startsWith('-') || name === '--') return undefined
  const documented = await documentedOptionsOf('git', host, signal, `git-${command}`)
  const option = documented.find(one => one.names.includes(name) && one.argument !== undefined)
  if (option?.argument === undefined || (joined === null && option.argument.startsWith('['))) return undefined
  const prefix = joined?.[0] ?? ''
  const known = optionValues(option, prefix.length, request)
  if (known !== undefined) return known
  const found = /branch|commit|rev|tree|object|upstream|base/i.test(option.argument)
    ? await revisions(ask)
    : /remote|repo/i.test(option.argument)
      ? await remotes(ask)
      : []
  return found.map(one => ({ ...one, value: prefix + one.value }))
}

async function revisions(ask: Ask): Promise<Candidate[]> {
  const found = await Promise.all([
    refsIn(ask, 'refs/heads'),
    remoteBranches(ask, ''),
    refsIn(ask, 'refs/tags'),
    commits(ask),
  ])
  return found.flat()
}

/** `git stash pop`: the commands of a command, with what the manual says of each. */
export async function verbs({ ask, command, request: { host, signal, offer } }: Place): Promise<Candidate[]> {
  const known = (await helped(command, ask)).filter(isVerb)
  const names = [...new Set([...known, ...(ofScripts[command] ?? [])])]
  offer(named(names, 'command'))
  const read = async () => {
    const page = await host.output(['man', '--nh', '--nj', '-P', 'cat', '--', `git-${command}`], signal)
    return signal.aborted ? undefined : documentedWords(plain(page))
  }
  const texts = (await remembered(`words git-${command}`, 'git', host, read)) ?? {}
  return names.map(value => ({ value, kind: 'command', description: texts[value] ?? '' }))
}

function isVerb(word: string): boolean {
  return /^[a-z][a-z-]*$/.test(word)
}

/** Subcommands of commands that are scripts, and do not tell of themselves. */
const ofScripts: Readonly<Record<string, readonly string[]>> = {
  bisect: [
    'start',
    'bad',
    'good',
    'new',
    'old',
    'terms',
    'skip',
    'reset',
    'visualize',
    'replay',
    'log',
    'run',
    'help',
  ],
  submodule: 'add status init deinit update set-branch set-url summary foreach sync absorbgitdirs'.split(' '),
}
