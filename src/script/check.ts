import type { Source } from '../diag/index.ts'
import { nextStatement } from '../lang/classify/index.ts'
import { parse } from '../lang/syntax/index.ts'
import type { ProcessHost } from '../os/index.ts'
import type { Nacre } from '../shell/index.ts'
import type { CheckedTypes } from './check-types.ts'

/** `-n`: reads a whole text and runs nothing. Reports what is wrong; gives 2 if anything is, else 0. */
export function checkText(nacre: Nacre, source: Source): number {
  return nacre.session.commandsOnly ? checkCommands(nacre, source) : checkBoth(nacre, source)
}

function checkCommands({ shell }: Nacre, source: Source): number {
  const { diagnostics } = parse(source, { extglob: true })
  if (diagnostics.length > 0) shell.report(source, diagnostics)
  return diagnostics.length > 0 ? 2 : 0
}

function checkBoth({ shell }: Nacre, source: Source): number {
  const user = new Set<string>()
  for (let offset = 0; offset < source.text.length;) {
    const statement = nextStatement(source, offset, { user })
    if (statement.kind === 'error' || statement.kind === 'unfinished') {
      shell.report(source, statement.diagnostics)
      return 2
    }
    for (const name of statement.declares) user.add(name)
    offset = statement.next
  }
  return 0
}

/** `--check`: the types of scripts, by a checker that is loaded for it. */
export async function checkTypes(host: ProcessHost, files: readonly string[]): Promise<CheckedTypes> {
  const checker = await import('./check-types.ts')
  return await checker.checkTypes(host, files)
}
