import type { Nacre } from './shell/index.ts'
import { probe } from './os/index.ts'
import type { PromptHost } from './repl/index.ts'

/** What colours and suggestions may ask of a shell; nothing of it is run, and the disk is asked in the background. */
export function worldOf(nacre: Nacre): NonNullable<PromptHost['world']> {
  const { shell, session, typescript } = nacre
  return {
    names: () => typescript.names(),
    commandsOnly: session.commandsOnly,
    ownCommand(name) {
      if (shell.aliases.has(name)) return 'alias'
      if (shell.functions.has(name)) return 'function'
      return shell.builtins.has(name) && !shell.disabled.has(name) ? 'builtin' : undefined
    },
    async findProgram(name) {
      if (name.includes('/')) {
        const found = await probe(shell.resolvePath(expandTilde(nacre, name)))
        return found === 'program' || (found === 'folder' && shell.options.get('autocd') === true)
      }
      for (const folder of (shell.variables.get('PATH') ?? '').split(':'))
        if ((await probe(shell.resolvePath(`${folder === '' ? '.' : folder}/${name}`))) === 'program')
          return true
      return false
    },
    findPath: async path => (await probe(shell.resolvePath(expandTilde(nacre, path)))) !== undefined,
  }
}

/** `~` and `~/x`; other people's homes are not looked up while somebody types. */
function expandTilde({ shell }: Nacre, path: string): string {
  return path === '~' || path.startsWith('~/') ? `${shell.variables.get('HOME') ?? ''}${path.slice(1)}` : path
}
