import { builtins } from '../../src/builtins/index.ts'
import { createShell, type Shell } from '../../src/lang/eval/index.ts'
import { chooseHost } from '../../src/os/index.ts'
import { createZx, type Zx } from '../../src/zx/index.ts'

/** zx on a shell of its own. */
export function makeZx(): { readonly zx: Zx; readonly shell: Shell } {
  const host = chooseHost()
  const shell = createShell({
    host,
    builtins,
    session: {
      interactive: false,
      login: false,
      commandsOnly: false,
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
    environment: host.environment(),
    name: 'nacre',
    positional: [],
  })
  const zx = createZx(shell)
  zx.$.verbose = false
  return { zx, shell }
}
