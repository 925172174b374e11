import { tableOrder } from '../lang/expand/index.ts'
import type { Builtin, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { type CompletionSpec, completionSpecs, readSpec, specLetters, specLine } from './completion-spec.ts'
import { readOptions } from './getopt.ts'
import { failed, printed, usage } from './usage.ts'

/** `complete`: say how arguments of commands are completed. bash manual, Programmable Completion Builtins. */
export const complete: Builtin = {
  name: 'complete',
  synopsis:
    'complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]',
  summary: 'Specify how arguments are to be completed by Readline.',
  examples: [{ line: "complete -W 'a b' tool; complete -p tool", shows: "complete -W 'a b' tool\n" }],
  run(args, ports, shell) {
    if (args.length === 0) return printAll(ports, shell)
    const parsed = readOptions(complete, `prDEI${specLetters}`, args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    const special = (['D', 'E', 'I'] as const).filter(letter => flags.has(letter))
    if (flags.has('p'))
      return operands.length + special.length === 0
        ? printAll(ports, shell)
        : printSome(operands, special, ports, shell)
    if (flags.has('r')) return remove(operands, special, shell)
    const spec = readSpec(parsed.options.filter(option => !'prDEI'.includes(option.letter)))
    if ('fault' in spec) return failed(shell, `complete: ${spec.fault}`, 2)
    if (operands.length + special.length === 0) return usage(complete, ports)
    return define(spec, operands, special, shell)
  },
}

type Special = 'D' | 'E' | 'I'

function define(
  spec: CompletionSpec,
  names: readonly string[],
  special: readonly Special[],
  shell: Shell,
): Status {
  const specs = completionSpecs(shell.session)
  for (const letter of special) specs.special.set(letter, spec)
  // bash manual: with -D, -E or -I names are ignored.
  if (special.length === 0)
    for (const name of names) specs.commands.set(name, { ...spec, options: new Set(spec.options) })
  return 0
}

function printAll(ports: Ports, shell: Shell): Running {
  const specs = completionSpecs(shell.session)
  const all = new Map([...specs.commands].map(([name, spec]) => [name, specLine(spec, name)]))
  for (const [letter, spec] of specs.special) all.set(tableNames[letter], specLine(spec, `-${letter}`))
  const lines = tableOrder(all, tableBuckets).map(name => all.get(name) ?? '')
  return printed(ports.out, lines.join(''))
}

/** bash lists them as its hash table has them, where -D, -E and -I have names that no command has. */
const tableNames = { D: '_DefaultCmD_', E: '_EmptycmD_', I: '_InitialWorD_' } as const
const tableBuckets = 512

function printSome(
  names: readonly string[],
  special: readonly Special[],
  ports: Ports,
  shell: Shell,
): Running {
  const specs = completionSpecs(shell.session)
  let status = 0
  let text = ''
  for (const letter of special) {
    const spec = specs.special.get(letter)
    if (spec === undefined) status = missing(`-${letter}`, shell)
    else text += specLine(spec, `-${letter}`)
  }
  for (const name of special.length > 0 ? [] : names) {
    const spec = specs.commands.get(name)
    if (spec === undefined) status = missing(name, shell)
    else text += specLine(spec, name)
  }
  return printed(ports.out, text, status)
}

function remove(names: readonly string[], special: readonly Special[], shell: Shell): Status {
  const specs = completionSpecs(shell.session)
  if (names.length + special.length === 0) {
    specs.commands.clear()
    specs.special.clear()
    return 0
  }
  let status = 0
  for (const letter of special) if (!specs.special.delete(letter)) status = missing(`-${letter}`, shell)
  for (const name of special.length > 0 ? [] : names)
    if (!specs.commands.delete(name)) status = missing(name, shell)
  return status
}

function missing(name: string, shell: Shell): Status {
  return failed(shell, `complete: ${name}: no completion specification`)
}
