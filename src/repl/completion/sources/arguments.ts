import { userCompletions } from '../../../shell/index.ts'
import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest, ArgumentSource } from '../host.ts'
import { ownCompletion, protocolOf } from '../programs/cobra.ts'
import { knownWithOptions, programs } from '../programs/index.ts'
import { bridged } from './bash-bridge.ts'
import { fromBuiltin } from './builtin.ts'
import { fromBashSpec } from './bash-specs.ts'
import { fromOptionValue } from './option-values.ts'
import { optionsOf } from './options.ts'
import { completePaths } from './paths.ts'
import { fromSubcommands } from './subcommands.ts'
import { fromUser } from './user.ts'

/**
 * The arguments of a command. Asked in this order, the first that has anything to say: what the user defined (in TypeScript, with
 * bash's `complete`), what a builtin or a command in TypeScript says, what we know of well-known commands, the program itself, bash-completion's scripts; else options and files.
 */
export const completeArguments: (
  request: ArgumentRequest,
) => Promise<readonly Candidate[]> = async request => {
  for (const source of request.host.isQuiet === true ? quietSources : sources) {
    const found = await source(request)
    if (found !== undefined && (found.length > 0 || final.has(source))) return orFile(found, request)
    if (request.signal.aborted) return []
  }
  return []
}

const fromBuiltinFirst: ArgumentSource = request =>
  knownWithOptions.has(request.words[0]) ? undefined : fromBuiltin(request)

const fromPrograms: ArgumentSource = request => programs.get(nameOf(request))?.(request)

const fromTypeScript: ArgumentSource = request => {
  const definition = userCompletions(request.host.shell.session).get(nameOf(request))
  if (definition === undefined) return undefined
  return 'protocol' in definition
    ? ownCompletion(request, definition.protocol)
    : fromUser(definition, request)
}

const fromItself: ArgumentSource = request => {
  const protocol = protocolOf(request.words[0], request.host.shell)
  return protocol === undefined ? undefined : ownCompletion(request, protocol)
}

const fromOptions: ArgumentSource = request =>
  request.word.value.startsWith('-') && !request.words.includes('--')
    ? optionsOf(request.words[0], request.host, request.signal)
    : undefined

const fromFiles: ArgumentSource = ({ word, host }) => completePaths(word, host.shell)

const sources: readonly ArgumentSource[] = [
  fromTypeScript,
  fromBashSpec,
  fromBuiltinFirst,
  fromPrograms,
  fromItself,
  bridged,
  fromSubcommands,
  fromOptionValue,
  fromOptions,
  fromFiles,
]

/** Those that run no code, for suggestions. */
const quietSources: readonly ArgumentSource[] = [fromPrograms, fromOptionValue, fromOptions, fromFiles]

/** Their answer stands, also where it is none. */
const final: ReadonlySet<unknown> = new Set([fromTypeScript, fromPrograms, fromOptionValue])

function nameOf({ words: [name] }: ArgumentRequest): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

/** `--file=na`: files behind the option, where nothing knows better. */
function orFile(found: readonly Candidate[], { word, host }: ArgumentRequest): readonly Candidate[] {
  const from = /^--?[\w-]+=/.exec(word.value)?.[0].length
  if (from === undefined) return found
  const option = word.value.slice(0, from)
  if (found.some(({ value }) => value.length > from && value.startsWith(option))) return found
  return completePaths(word, host.shell, { from })
}
