import { chain } from '../value/index.ts'
import type { Builtin } from '../lang/eval/index.ts'
import { completeWith } from './completion.ts'
import { readSpec, specLetters } from './completion-spec.ts'
import { readOptions } from './getopt.ts'
import { failed, printed, usage } from './usage.ts'

/** `compgen`: show what a completion would offer. bash manual, Programmable Completion Builtins. */
export const compgen: Builtin = {
  name: 'compgen',
  synopsis:
    'compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]',
  summary: 'Display possible completions depending on the options.',
  examples: [{ line: "compgen -W 'start stop status' sta", shows: 'start\nstatus\n' }],
  run(args, ports, shell) {
    if (args.length === 0) return 0
    const parsed = readOptions(compgen, specLetters, args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const spec = readSpec(parsed.options)
    if ('fault' in spec) return failed(shell, `compgen: ${spec.fault}`, 2)
    const [word = '', extra] = parsed.operands
    if (extra !== undefined && parsed.options.length === 0) return usage(compgen, ports)
    if (spec.fn !== undefined) shell.complain('compgen: warning: -F option may not work as you expect')
    if (spec.command !== undefined) shell.complain('compgen: warning: -C option may not work as you expect')
    const request = {
      command: 'compgen',
      word,
      previous: '',
      line: '',
      point: 0,
      words: [],
      index: -1,
      type: 9,
      key: 9,
    }
    return chain(completeWith(spec, request, shell), found =>
      printed(ports.out, found.map(candidate => `${candidate}\n`).join(''), found.length === 0 ? 1 : 0),
    )
  },
}
