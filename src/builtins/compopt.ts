import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { type CompletionSpec, completionOptions, completionSpecs } from './completion-spec.ts'
import { type Option, readOptions } from './getopt.ts'
import { failed, printed } from './usage.ts'

/** `compopt`: change the options of a completion. bash manual, Programmable Completion Builtins. */
export const compopt: Builtin = {
  name: 'compopt',
  synopsis: 'compopt [-o|+o option] [-DEI] [name ...]',
  summary: 'Modify or display completion options.',
  examples: [
    { line: 'complete -W a t; compopt -o nospace t; complete -p t', shows: "complete -o nospace -W 'a' t\n" },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(compopt, '+o:DEI', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const changes = parsed.options.filter(option => option.letter === 'o')
    const bad = changes.find(option => !completionOptions.includes(option.value))
    if (bad !== undefined) return failed(shell, `compopt: ${bad.value}: invalid option name`, 2)
    const special = (['D', 'E', 'I'] as const).filter(letter => parsed.flags.has(letter))
    return change(changes, special, parsed.operands, ports, shell)
  },
}

function change(
  changes: readonly Option[],
  special: readonly ('D' | 'E' | 'I')[],
  names: readonly string[],
  ports: Ports,
  shell: Shell,
): Running {
  const specs = completionSpecs(shell.session)
  if (special.length === 0 && names.length === 0) {
    if (specs.current === undefined)
      return failed(shell, 'compopt: not currently executing completion function')
    return apply(changes, [['', specs.current]], ports)
  }
  const targets: [string, CompletionSpec][] = []
  let status = 0
  const wanted =
    special.length > 0
      ? special.map(letter => [`-${letter}`, specs.special.get(letter)] as const)
      : names.map(name => [name, specs.commands.get(name)] as const)
  for (const [name, spec] of wanted) {
    if (spec === undefined) status = failed(shell, `compopt: ${name}: no completion specification`)
    else targets.push([name, spec])
  }
  return apply(changes, targets, ports, status)
}

function apply(
  changes: readonly Option[],
  targets: readonly (readonly [string, CompletionSpec])[],
  ports: Ports,
  status = 0,
): Running {
  for (const { value, plus } of changes)
    for (const [, spec] of targets) {
      if (plus) spec.options.delete(value)
      else spec.options.add(value)
    }
  if (changes.length > 0) return status
  return printed(ports.out, targets.map(([name, spec]) => optionsLine(name, spec)).join(''), status)
}

function optionsLine(name: string, spec: CompletionSpec): string {
  const words = completionOptions.map(option => `${spec.options.has(option) ? '-' : '+'}o ${option}`)
  return `compopt ${words.join(' ')}${name === '' ? '' : ` ${name}`}\n`
}
