import { builtins } from '../../src/builtins/index.ts'
import { makeSource } from '../../src/diag/index.ts'
import { createShell, type Shell } from '../../src/lang/eval/index.ts'
import { chooseHost } from '../../src/os/index.ts'

/** One for the whole file: it listens for the process's signals. */
const host = chooseHost()

/** A main shell on the real host, commands only, as a script has it. */
export function makeShell(positional: readonly string[] = []): Shell {
  return createShell({
    host,
    builtins,
    session: {
      interactive: false,
      login: false,
      commandsOnly: true,
      jobControl: false,
      interrupted: false,
      startedAt: Date.now(),
      runStage: () => 0,
      history: {
        entries: [],
        dropped: 0,
        timeOf: () => 0,
        add: () => undefined,
        remove: () => undefined,
        trim: () => undefined,
        clear: () => undefined,
      },
    },
    environment: new Map([
      ['PATH', '/usr/local/bin:/usr/bin:/bin'],
      ['HOME', '/'],
      ['LC_ALL', 'C.UTF-8'],
    ]),
    name: 'nacre',
    positional,
  })
}

/** What a script writes on stdout (stderr joined), and its status. */
export async function output(code: string, positional?: readonly string[]): Promise<string> {
  const shell = makeShell(positional)
  const { output: text, status } = await shell.capture(makeSource('test', `{\n${code}\n} 2>&1`))
  await shell.finish(0)
  return status === 0 ? text : `${text}[${status}]`
}
