import type { Nacre } from './shell/index.ts'

/** Gives the session what shows how far a run is where there is a terminal. */
export function offerProgress({ host, shell, session }: Nacre): void {
  const output = host.inherited(2)
  if (output?.isTerminal !== true) return
  session.openProgress = async () => {
    const { loadProgress } = await import('./repl/index.ts')
    const { openProgress } = await loadProgress()
    return openProgress({
      output,
      color: !shell.variables.get('NO_COLOR'),
      size: () => host.terminal?.size() ?? { columns: 80, rows: 24 },
    })
  }
}
