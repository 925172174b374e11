import { boundVariable, changedBindings } from './builtins/index.ts'
import type { LineAnswer, LineRequest } from './lang/eval/index.ts'
import { readInit, shellVersion } from './line-editing.ts'
import type { Descriptor, TerminalControl } from './os/index.ts'
import { loadFileNames, loadLineEditing, type Completions } from './repl/index.ts'
import type { LineHost } from './repl/index.ts'
import { runBinding } from './run-binding.ts'
import type { Nacre } from './shell/index.ts'
import { MemoryHistory } from './store/index.ts'

/** `read -e`: a line from a person, with the keys and the history of this session. */
export async function editLineOf(
  nacre: Nacre,
  request: LineRequest,
  output: Descriptor,
  terminal: TerminalControl,
): Promise<LineAnswer> {
  const { editLine } = await loadLineEditing()
  await readInitOnce(nacre)
  const signals = [request.signal, nacre.session.interruption].filter(one => one !== undefined)
  return await editLine(lineHost(nacre, output, terminal), { ...request, signal: AbortSignal.any(signals) })
}

const initialised = new WeakSet<Nacre['session']>()

/** A prompt has read it already. */
async function readInitOnce(nacre: Nacre): Promise<void> {
  const { session } = nacre
  if (session.interactive || initialised.has(session)) return
  initialised.add(session)
  await readInit(nacre)
}

function lineHost(nacre: Nacre, output: Descriptor, terminal: TerminalControl): LineHost {
  const { host, shell, session } = nacre
  return {
    history: historyOf(nacre),
    editingMode: () => (shell.options.get('vi') ? 'vi' : 'emacs'),
    version: shellVersion,
    variable: name => boundVariable(session, name),
    changedBindings: () => changedBindings(session),
    runBinding: (command, line) => runBinding(nacre, command, line),
    complete: (text, cursor) => fileNames(nacre, text.slice(0, cursor)),
    onNotice: () => () => undefined,
    output,
    terminal,
    terminalType: shell.variables.get('TERM') ?? '',
    color: !shell.variables.get('NO_COLOR'),
    onSignal: (signal, listener) => host.onSignal(signal, listener),
  }
}

/** The list of `history`, to walk through; what is typed is not added to it. */
function historyOf({ session }: Nacre): MemoryHistory {
  const history = new MemoryHistory(undefined, { keeps: () => true })
  for (const text of session.history.entries) history.begin({ text, language: 'command' })
  return history
}

async function* fileNames({ shell }: Nacre, before: string): AsyncGenerator<Completions> {
  const { completeFileName } = await loadFileNames()
  yield completeFileName(before, shell)
}
