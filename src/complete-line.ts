/** Completion for the prompt, wired to one shell. The sources are loaded with the first Tab. */
import { apiNames, ecmaScriptNames, nodeNames } from './lang/classify/index.ts'
import { quietOutput } from './os/index.ts'
import { loadCompletion, loadSuggestions, type Completions, type CompletionHost } from './repl/index.ts'
import type { Nacre } from './shell/index.ts'

/** What could stand at the cursor, better and better answers. */
export async function* completeLine(
  nacre: Nacre,
  text: string,
  cursor: number,
  signal: AbortSignal,
): AsyncGenerator<Completions> {
  const { complete } = await loadCompletion()
  yield* complete(text, cursor, hostOf(nacre), signal)
}

/** What completion would add to the end of a text, from names and files alone. */
export async function suggestLine(nacre: Nacre, text: string, signal: AbortSignal): Promise<string> {
  const { suggestCompletion } = await loadSuggestions()
  return signal.aborted ? '' : await suggestCompletion(text, hostOf(nacre), signal)
}

/** A program that tells about itself may take this long, in milliseconds. */
const timeout = 5000

function hostOf({ shell, session, typescript }: Nacre): CompletionHost {
  return {
    shell,
    names: () => (session.commandsOnly ? { user: new Set() } : typescript.names()),
    globals: async () => [
      ...Array.from(typescript.names().user, name => ({ name, type: 'declared here' })),
      ...Array.from(apiNames, name => ({ name, type: 'nacre' })),
      ...Array.from(ecmaScriptNames, name => ({ name, type: 'global' })),
      ...Array.from(nodeNames, name => ({ name, type: 'Node' })),
    ],
    members: object => typescript.members(object),
    output: (argv, signal) =>
      quietOutput(argv, { cwd: shell.cwd, environment: environmentOf(shell), timeout, signal }),
  }
}

/** What its children get, with wide pages and no colours. */
function environmentOf(shell: Nacre['shell']): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const entry of shell.variables.environment()) {
    const at = entry.indexOf('=', 1)
    found[entry.slice(0, at)] = entry.slice(at + 1)
  }
  return { ...found, MANWIDTH: '500', MANPAGER: 'cat', GIT_OPTIONAL_LOCKS: '0', NO_COLOR: '1', TERM: 'dumb' }
}
