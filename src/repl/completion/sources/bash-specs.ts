import {
  completeWith,
  completionSpecs,
  type CompletionRequest,
  type CompletionSpec,
} from '../../../builtins/index.ts'
import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'

/** bash's COMP_WORDBREAKS, as far as they stand inside a word. */
const breaks = /[=:@]/

/** What a spec made with `complete` offers (bash manual, Programmable Completion); undefined where there is none. */
export async function fromBashSpec(request: ArgumentRequest): Promise<readonly Candidate[] | undefined> {
  const { shell } = request.host
  const spec = specFor(request.words[0], shell) ?? (await loadedSpec(request, shell))
  return spec === undefined ? undefined : await answers(spec, request, shell)
}

function specFor(command: string, shell: Shell): CompletionSpec | undefined {
  const { commands } = completionSpecs(shell.session)
  return commands.get(command) ?? commands.get(command.slice(command.lastIndexOf('/') + 1))
}

/** `complete -D`: its function may load a spec for the command (and says so by 124), or be one itself. */
export async function loadedSpec(
  request: ArgumentRequest,
  shell: Shell,
): Promise<CompletionSpec | undefined> {
  const loader = completionSpecs(shell.session).special.get('D')
  if (loader === undefined) return undefined
  await completeWith(loader, questionOf(request), shell)
  return specFor(request.words[0], shell)
}

/** Runs a spec for what is typed. */
export async function answers(
  spec: CompletionSpec,
  request: ArgumentRequest,
  shell: Shell,
): Promise<readonly Candidate[]> {
  const question = questionOf(request)
  const found = await completeWith(spec, question, shell)
  const kept = request.word.value.slice(0, request.word.value.length - question.word.length)
  const { options } = spec
  const areFiles = options.has('filenames') || spec.actions.has('file') || spec.actions.has('directory')
  const candidates = [...new Set(found)].map(one => toCandidate(one, found, kept, options, areFiles, shell))
  return options.has('nosort') ? candidates : candidates.toSorted((a, b) => (a.value < b.value ? -1 : 1))
}

function toCandidate(
  found: string,
  others: readonly string[],
  kept: string,
  options: ReadonlySet<string>,
  areFiles: boolean,
  shell: Shell,
): Candidate {
  // Functions add the blank themselves where `nospace` is set.
  const text = found.replace(/ $/, '')
  // Scripts set it when the first of all is `--name=`, to complete that; an option beside it has its blank.
  const isWhole = text.startsWith('-') && !text.endsWith('=') && others.some(one => one.endsWith('='))
  const noSpace = options.has('nospace') && text === found && !isWhole
  const isFolder = areFiles && isDirectory(text, shell)
  const value = kept + text + (isFolder && !text.endsWith('/') ? '/' : '')
  const kind = isFolder ? 'directory' : areFiles ? 'file' : text.startsWith('-') ? 'option' : 'value'
  return { value, kind, ...(isFolder || noSpace ? { suffix: '' } : {}) }
}

function isDirectory(path: string, shell: Shell): boolean {
  const expanded = path.startsWith('~/') ? `${shell.variables.get('HOME') ?? ''}${path.slice(1)}` : path
  return shell.host.stat(shell.resolvePath(expanded), true)?.type === 'directory'
}

/** The line as bash would give it: words are broken at `=`, `:` and `@` too. */
function questionOf({ words, word, line }: ArgumentRequest): CompletionRequest {
  const split = [...words, word.value].map(partsOf)
  const all = split.flat()
  const parts = split.at(-1) ?? []
  const last = parts.at(-1) ?? ''
  return {
    command: words[0],
    word: breaks.test(last) ? '' : last,
    previous: all.at(-2) ?? '',
    line,
    point: line.length,
    words: all,
    index: all.length - 1,
    type: 9,
    key: 9,
  }
}

function partsOf(word: string, index: number): string[] {
  if (index === 0) return [word]
  const parts = word.split(/([=:@]+)/).filter(part => part !== '')
  return parts.length === 0 ? [''] : parts
}
