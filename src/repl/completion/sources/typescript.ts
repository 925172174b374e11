import { builtinModules } from 'node:module'
import type { Member } from '../../../lang/typescript/index.ts'
import type { Candidate } from '../candidate.ts'
import type { CompletionHost } from '../host.ts'
import type { TypeScriptContext } from '../typescript-context.ts'
import { completeImport } from './imports.ts'
import { packagesIn } from './packages.ts'
import { completePaths } from './paths.ts'
import { variables } from './variables.ts'

const keywords =
  'abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of private protected public readonly return satisfies static super switch this throw true try type typeof undefined using var void while with yield'.split(
    ' ',
  )

/** What TypeScript could have at the cursor. Candidates are put in as they stand. */
export async function completeTypeScript(
  context: TypeScriptContext,
  host: CompletionHost,
): Promise<readonly Candidate[]> {
  switch (context.type) {
    case 'name':
      return [...(await host.globals()).map(toCandidate), ...keywordCandidates(context.name)]
    case 'member':
      return (await membersOf(context.object, host)).filter(one =>
        /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(one.value),
      )
    case 'key':
      return (await membersOf(context.object, host))
        .filter(one => one.kind === 'member')
        .map(quotedIn(context.quote, `${context.quote}]`))
    case 'import':
      return await completeImport(context.module, host)
    case 'module':
      return modules(context.name, host).map(quotedIn(context.quote, context.quote))
    case 'string':
      return paths(context.name, host).map(quotedIn(context.quote, ''))
    case 'nothing':
      return []
  }
}

function keywordCandidates(typed: string): Candidate[] {
  return typed === ''
    ? []
    : keywords.map(value => ({ value, kind: 'keyword', suffix: '', description: 'keyword' }))
}

async function membersOf(object: string, host: CompletionHost): Promise<Candidate[]> {
  // They answer for the shell, and have no properties of their own that could be listed.
  if (/^(?:process\.)?env$/.test(object))
    return variables(host.shell).map(one => ({ ...one, kind: 'member', suffix: '' }))
  return (await host.members(object)).map(toCandidate)
}

function toCandidate({ name, type, text }: Member): Candidate {
  return {
    value: name,
    kind: 'member',
    description: text === undefined || text === '' ? type : `${type}  ${text}`,
    suffix: '',
  }
}

/** Escapes for a string, and closes it behind what is a whole. */
function quotedIn(quote: string, close: string) {
  return (one: Candidate): Candidate => ({
    ...one,
    value: one.value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`),
    suffix: one.kind === 'directory' ? '' : close,
    verbatim: true,
  })
}

function modules(typed: string, host: CompletionHost): Candidate[] {
  if (/^\.{0,2}\//.test(typed) || /^\.{1,2}$/.test(typed))
    return paths(typed, host).filter(
      one => one.kind === 'directory' || /\.(?:[cm]?[jt]sx?|tsh|json)$/.test(one.value),
    )
  const builtin = builtinModules
    .filter(name => !name.startsWith('_'))
    .map(name => (name.startsWith('node:') ? name : `node:${name}`))
  return [...packages(host), ...['nacre', ...builtin].map(toModule)]
}

function toModule(value: string): Candidate {
  return { value, kind: 'module' }
}

/** The packages of the node_modules that an import here would look in. */
function packages({ shell }: CompletionHost): Candidate[] {
  const found = new Set<string>()
  for (let directory = shell.cwd; ;) {
    for (const name of packagesIn(`${directory}/node_modules`, shell)) found.add(name)
    const parent = directory.replace(/\/[^/]*$/, '')
    if (parent === directory) break
    directory = parent
  }
  return [...found].toSorted().map(toModule)
}

/** Files, as a string of TypeScript names them: nothing in it is expanded. */
function paths(typed: string, { shell }: CompletionHost): Candidate[] {
  const word = { start: 0, value: typed, offsets: [], active: new Set<number>(), quote: '' } as const
  return completePaths(word, shell)
}
