import { makeSource } from '../../diag/index.ts'
import type { Builtin, Outcome, Shell } from '../../lang/eval/index.ts'

/** A command line under a name. Its arguments stand where the text says `$1` or `$@`, else at its end. */
export function aliasBuiltin(name: string, text: string): Builtin {
  const line = /\$(?:[1-9@*]|\{[1-9@*])/.test(text) ? text : `${text} "$@"`
  return {
    name,
    synopsis: `${name} [argument…]`,
    summary: `alias of: ${text}`,
    examples: [],
    run: (args, _ports, shell) => runAlias(name, line, args, shell),
  }
}

async function runAlias(name: string, line: string, args: readonly string[], shell: Shell): Promise<Outcome> {
  const { positional } = shell
  const isDisabled = shell.disabled.has(name)
  shell.positional = args
  // As with any alias: the name within its own text is the program's.
  shell.disabled.add(name)
  try {
    return await shell.run(makeSource(name, line))
  } finally {
    shell.positional = positional
    if (!isDisabled) shell.disabled.delete(name)
  }
}
