import { builtins, createHistoryList, completionSpecs } from '../../../builtins/index.ts'
import { makeSource } from '../../../diag/index.ts'
import { createShell, type Session, type Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { quoteSingle } from '../../../lang/syntax/index.ts'
import { answers, loadedSpec } from './bash-specs.ts'
import { optionsOf } from './options.ts'
import { linesOf } from './system.ts'

/** A shell of its own for bash-completion's scripts, so that their functions and variables are not in the user's. */
const helpers = new WeakMap<Session, Promise<Shell | undefined>>()

/** They give files, and the long options of `--help`: no more than is known without them, and with less said of it. */
const knowsNothing: ReadonlySet<string> = new Set(['_minimal', '_longopt'])

/** What the scripts of the package bash-completion offer, where it is installed: our own shell runs them. */
export async function bridged(request: ArgumentRequest): Promise<readonly Candidate[] | undefined> {
  const { shell } = request.host
  // Their functions run the program they complete: only one that PATH has, not any file in reach.
  if (request.words[0].includes('/') || !isMentioned(request.words[0], shell)) return undefined
  let loading = helpers.get(shell.session)
  if (loading === undefined) helpers.set(shell.session, (loading = startHelper(shell)))
  const helper = await loading
  if (helper === undefined || request.signal.aborted) return undefined
  // A copy, which may move where the user is: only the main shell's process moves along.
  const copy = helper.fork()
  copy.changeDirectory(shell.cwd)
  try {
    const known = completionSpecs(copy.session).commands.get(request.words[0])
    const spec = known?.fn !== undefined && !copy.functions.has(known.fn) ? undefined : known
    const found = spec ?? (await loadedSpec(request, copy))
    if (found === undefined || knowsNothing.has(found.fn ?? '')) return undefined
    return await withTexts((await answers(found, request, copy)).filter(isWanted(request)), request)
  } catch {
    return undefined
  }
}

/** What is loaded at the start of bash-completion, as one text. */
const texts = new WeakMap<Session, string>()

/**
 * Whether the scripts speak of a command: a file of its name, or a line `complete … name` in those that are always loaded. Their
 * loading takes long enough to be missed where it is of no use.
 */
function isMentioned(command: string, shell: Shell): boolean {
  const { host, session } = shell
  const own = shell.variables.get('BASH_COMPLETION_USER_DIR') ?? `${dataHome(shell)}/bash-completion`
  const folders = [own, ...sharedFolders(shell)]
  const names = [command, `${command}.bash`, `_${command}`]
  if (
    folders.some(folder => names.some(name => host.stat(`${folder}/completions/${name}`, true) !== undefined))
  )
    return true
  let text = texts.get(session)
  if (text === undefined) texts.set(session, (text = alwaysLoaded(shell)))
  return text.split('\n').some(line => line.split(/\s+/).includes(command))
}

/** Where the package may be (XDG Base Directory Specification). */
function sharedFolders({ variables }: Shell): readonly string[] {
  const folders = variables.get('XDG_DATA_DIRS') || '/usr/local/share:/usr/share'
  return folders.split(':').map(folder => `${folder}/bash-completion`)
}

/** Its main script, in these places or the usual ones; they load what is beside them. */
function mainScript(shell: Shell): string | undefined {
  return [...sharedFolders(shell), '/usr/local/share/bash-completion', '/usr/share/bash-completion']
    .map(folder => `${folder}/bash_completion`)
    .find(path => shell.host.stat(path, true)?.type === 'file')
}

function dataHome({ variables }: Shell): string {
  return variables.get('XDG_DATA_HOME') ?? `${variables.get('HOME') ?? ''}/.local/share`
}

/** The lines of them that say what completes what. */
function alwaysLoaded(shell: Shell): string {
  const extra = '/etc/bash_completion.d'
  const files = (shell.host.readDirectory(extra) ?? []).map(({ name }) => `${extra}/${name}`)
  return [mainScript(shell) ?? [], ...files]
    .flat()
    .flatMap(file => linesOf(file, shell))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter(
      line => /^\s*(?:complete|_install_xspec)\s/.test(line) && !/\s-F _(?:longopt|minimal)\s/.test(line),
    )
    .join('\n')
}

/** Hidden files only where a dot is typed. */
function isWanted({ word }: ArgumentRequest): (one: Candidate) => boolean {
  const from = word.value.lastIndexOf('/') + 1
  if (word.value.startsWith('.', from)) return () => true
  return ({ value, kind }) => (kind !== 'file' && kind !== 'directory') || !value.startsWith('.', from)
}

/** The scripts know options without what they are for; that is in the manual. Options of the whole program join them. */
async function withTexts(
  found: readonly Candidate[],
  { words: [program, ...rest], word, host, signal, offer }: ArgumentRequest,
): Promise<readonly Candidate[]> {
  if (!word.value.startsWith('-') || word.value.includes('=')) return found
  offer(found)
  const documented = await optionsOf(program, host, signal)
  const texts = new Map(documented.map(one => [bare(one), one.description]))
  const described = found.map(one => ({ ...one, description: texts.get(bare(one)) ?? one.description ?? '' }))
  if (rest.some(one => !one.startsWith('-'))) return described
  const known = new Set(found.map(bare))
  return [...described, ...documented.filter(one => !known.has(bare(one)))]
}

function bare({ value }: Candidate): string {
  return value.replace(/=$/, '')
}

/** What the user's programs get. */
function exportedBy({ variables }: Shell): ReadonlyMap<string, string> {
  return new Map(
    variables.environment().map(entry => {
      const at = entry.indexOf('=', 1)
      return [entry.slice(0, at), entry.slice(at + 1)]
    }),
  )
}

async function startHelper(user: Shell): Promise<Shell | undefined> {
  const { host } = user
  const script = mainScript(user)
  if (script === undefined) return undefined
  const shell = createShell({
    host,
    builtins,
    session: {
      interactive: false,
      login: false,
      commandsOnly: true,
      jobControl: false,
      interrupted: false,
      startedAt: Date.now(),
      runStage: () => 1,
      history: createHistoryList(),
    },
    environment: exportedBy(user),
    name: 'bash',
    positional: [],
    letters: '',
  })
  for (const fd of [0, 1, 2])
    shell.descriptors.set(fd, host.open('/dev/null', fd === 0 ? 'read' : 'write', 0, '/'))
  shell.options.set('extglob', true)
  shell.options.set('progcomp', true)
  await shell.run(makeSource('completion', `. ${quoteSingle(script)}`))
  return shell
}
