import type { Command, Redirect } from './nodes.ts'
import type { Reader } from './reader.ts'
import { readRedirect } from './redirect.ts'

/** The compound command with the redirections that follow it: `done >file` (POSIX 2.9.4). */
export function readCompoundRedirects(r: Reader, command: Command): Command {
  if (command.type === 'FunctionDefinition' || command.type === 'Coprocess') return command
  const redirects: Redirect[] = []
  for (;;) {
    const before = r.at
    r.skipBlanks()
    const redirect = readRedirect(r)
    if (redirect === undefined) {
      r.at = before
      break
    }
    redirects.push(redirect)
  }
  const last = redirects.at(-1)
  return last === undefined ? command : { ...command, redirects, end: last.end }
}
