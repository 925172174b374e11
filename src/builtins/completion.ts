import { makeSource } from '../diag/index.ts'
import { IndexedArray, patternFromText } from '../lang/expand/index.ts'
import { chain, type MaybePromise } from '../value/index.ts'
import type { Shell } from '../lang/eval/index.ts'
import { actionCandidates, fileCandidates } from './completion-actions.ts'
import { type CompletionSpec, completionSpecs } from './completion-spec.ts'
import { quoteSingle } from './quoting.ts'
import { expandPattern, expandWordList } from './word-list.ts'

/** The line that is being completed. */
export interface CompletionRequest {
  /** `$1` of a completion function: the command's name. */
  readonly command: string
  /** The word to complete, and the one before it. */
  readonly word: string
  readonly previous: string
  /** COMP_LINE, COMP_POINT, COMP_WORDS, COMP_CWORD. */
  readonly line: string
  readonly point: number
  readonly words: readonly string[]
  readonly index: number
  /** COMP_TYPE and COMP_KEY, as character codes. */
  readonly type: number
  readonly key: number
}

/** What a spec offers for a word (bash manual, Programmable Completion). Functions and commands run in the shell. */
export function completeWith(
  spec: CompletionSpec,
  request: CompletionRequest,
  shell: Shell,
): MaybePromise<string[]> {
  const { word } = request
  const found = [...spec.actions].flatMap(action => actionCandidates(action, word, shell))
  const globbed = spec.glob === undefined ? [] : expandPattern(spec.glob, shell)
  return chain(globbed, fromGlob =>
    chain(spec.words === undefined ? [] : expandWordList(spec.words, shell), fromWords =>
      chain(fromFunction(spec, request, shell), fromFn =>
        chain(fromCommand(spec, request, shell), fromOutput => {
          const matching = fromWords.filter(candidate => candidate.startsWith(word))
          const all = [...found, ...fromGlob, ...matching, ...fromFn, ...fromOutput]
          const kept = filtered(all, spec.filter, word, shell)
          return finished(decorated(kept, spec), spec, word, shell)
        }),
      ),
    ),
  )
}

/** `-X`: what matches is taken out; with `!` what does not; `&` is the word. */
function filtered(
  candidates: readonly string[],
  filter: string | undefined,
  word: string,
  shell: Shell,
): readonly string[] {
  if (filter === undefined) return candidates
  const keeps = filter.startsWith('!')
  const text = (keeps ? filter.slice(1) : filter).replace(/\\&|&/g, found => (found === '&' ? word : '&'))
  const pattern = patternFromText(text, { extglob: shell.options.get('extglob') })
  return candidates.filter(candidate => pattern.matches(candidate) === keeps)
}

function decorated(candidates: readonly string[], { prefix = '', suffix = '' }: CompletionSpec): string[] {
  return candidates.map(candidate => prefix + candidate + suffix)
}

/** `-o`: directories besides, or files where there is nothing else. */
function finished(found: string[], spec: CompletionSpec, word: string, shell: Shell): string[] {
  const { options } = spec
  if (found.length === 0 && options.has('dirnames')) found.push(...fileCandidates(word, shell, true))
  if (options.has('plusdirs')) found.push(...fileCandidates(word, shell, true))
  if (found.length === 0 && (options.has('default') || options.has('bashdefault')))
    found.push(...fileCandidates(word, shell, false))
  return found
}

/** `-F`: a shell function leaves its answers in COMPREPLY. */
function fromFunction(
  spec: CompletionSpec,
  request: CompletionRequest,
  shell: Shell,
): MaybePromise<string[]> {
  if (spec.fn === undefined) return []
  const fn = shell.functions.get(spec.fn)
  if (fn === undefined) {
    shell.complain(`completion: function \`${spec.fn}' not found`)
    return []
  }
  const { variables } = shell
  setRequest(request, shell)
  variables.unset('COMPREPLY')
  const specs = completionSpecs(shell.session)
  const outer = specs.current
  if (request.index >= 0) specs.current = spec
  return chain(shell.callFunction(fn, [request.command, request.word, request.previous]), () => {
    specs.current = outer
    const reply = variables.find('COMPREPLY')?.value
    for (const name of requestVariables) variables.unset(name)
    return reply instanceof IndexedArray ? reply.values() : typeof reply === 'string' ? [reply] : []
  })
}

const requestVariables = ['COMP_LINE', 'COMP_POINT', 'COMP_TYPE', 'COMP_KEY', 'COMP_WORDS', 'COMP_CWORD']

function setRequest(request: CompletionRequest, { variables }: Shell): void {
  variables.set('COMP_LINE', request.line)
  variables.set('COMP_POINT', String(request.point))
  variables.set('COMP_TYPE', String(request.type))
  variables.set('COMP_KEY', String(request.key))
  variables.set('COMP_WORDS', IndexedArray.from(request.words))
  variables.set('COMP_CWORD', String(request.index))
}

/** `-C`: the lines a command writes. */
function fromCommand(spec: CompletionSpec, request: CompletionRequest, shell: Shell): MaybePromise<string[]> {
  if (spec.command === undefined) return []
  const words = [request.command, request.word, request.previous].map(quoteSingle)
  const text = `${spec.command} ${words.join(' ')}`
  return chain(shell.capture(makeSource('complete', text)), ({ output }) =>
    output === '' ? [] : output.replace(/\n$/, '').split('\n'),
  )
}
