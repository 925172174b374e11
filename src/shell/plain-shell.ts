import { builtins, createHistoryList } from '../builtins/index.ts'
import { createShell, type Shell } from '../lang/eval/index.ts'
import type { ProcessHost } from '../os/index.ts'
import { runStage } from './stage.ts'

/** A shell within another program of Node's: no command line, no start-up files, no prompt. */
export function createPlainShell(host: ProcessHost): Shell {
  return createShell({
    host,
    builtins: new Map(builtins),
    session: {
      interactive: false,
      login: false,
      commandsOnly: true,
      jobControl: false,
      interrupted: false,
      startedAt: Date.now(),
      runStage,
      history: createHistoryList(),
    },
    environment: host.environment(),
    name: 'nacre',
    positional: [],
  })
}
