import type { Nacre } from './shell/index.ts'

/** Gives the session the line editor for `read -e`, where there is a terminal to edit on; it is loaded with the first line. */
export function offerLineEditing(nacre: Nacre): void {
  const { host, session } = nacre
  session.lineEditor = () => {
    const { terminal } = host
    // As readline does: prompts are no output.
    const output = [2, 1, 0].map(fd => host.inherited(fd)).find(one => one?.isTerminal === true)
    if (terminal === undefined || output === undefined) return undefined
    return async request => {
      const { editLineOf } = await import('./edit-line.ts')
      return await editLineOf(nacre, request, output, terminal)
    }
  }
}
