import type { CommandKind, Knowledge } from '../../../src/repl/highlight/knowledge.ts'
import { paint } from '../../../src/repl/highlight/paint.ts'

/** `ls`, `git` and `./x` are programs, `cd` a builtin, `f` a function, `ll` an alias; paths that begin `/tmp` exist. */
export function knowledgeOf(declared: readonly string[] = []): Knowledge {
  const own: Readonly<Record<string, CommandKind>> = {
    cd: 'builtin',
    export: 'builtin',
    f: 'function',
    ll: 'alias',
  }
  const programs = new Set(['ls', 'git', 'gzip', 'cat', 'echo', './x'])
  const names = { user: new Set(declared) }
  return {
    names: () => names,
    commandsOnly: false,
    command: name =>
      name === 'slow' ? undefined : (own[name] ?? (programs.has(name) ? 'program' : 'missing')),
    path: path => path.startsWith('/tmp') || path.startsWith('~/'),
  }
}

/** The painted pieces: `command:ls option:-l`; an existing path has a `_` behind its role. */
export function painted(text: string, declared: readonly string[] = []): string {
  const { canvas } = paint(text, knowledgeOf(declared))
  return canvas
    .runs()
    .map(({ start, end, role, isPath }) => `${role}${isPath ? '_' : ''}:${text.slice(start, end)}`)
    .join(' ')
}
