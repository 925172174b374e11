import type { Builtin } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { parseDecimal } from './integer.ts'
import { after, misused } from './usage.ts'

/** `caller`: where the running function was called from. bash manual, Bash Builtins. */
export const caller: Builtin = {
  name: 'caller',
  synopsis: 'caller [expr]',
  summary: 'Return the context of the current subroutine call.',
  examples: [
    { line: 'f() { caller | cut -d" " -f1; }; f', shows: '1\n' },
    { line: 'caller', status: 1 },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(caller, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const [text] = parsed.operands
    const depth = text === undefined ? 0n : parseDecimal(text)
    if (depth === undefined) return misused(caller, `${text}: invalid number`, ports, shell)
    const frame = shell.calls[Number(depth)]
    const outer = shell.calls[Number(depth) + 1]
    // bash: at the top of a file the caller is nobody, in a text that is no file there is none.
    if (frame?.name === 'main' && text === undefined) return after(ports.out.line(`${frame.line} NULL`), 0)
    if (frame === undefined || frame.name === 'main' || depth < 0n) return 1
    const source = outer?.source ?? 'NULL'
    if (text === undefined) return after(ports.out.line(`${frame.line} ${source}`), 0)
    if (outer === undefined) return 1
    return after(ports.out.line(`${frame.line} ${outer.name} ${source}`), 0)
  },
}
