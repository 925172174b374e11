import type { Arguments } from './arguments.ts'
import type { Nacre } from './nacre.ts'

/** Applies `-e -o name -O shopt` of the command line; gives what is wrong with the first that is no option. */
export function applyOptions(nacre: Nacre, args: Arguments): string | undefined {
  const { options, variables } = nacre.shell
  // bash manual, Bash Variables: SHELLOPTS in the environment turns its options on before any start-up file.
  for (const name of nacre.host.environment().get('SHELLOPTS')?.split(':') ?? []) options.set(name, true)
  if (nacre.host.environment().has('SHELLOPTS')) variables.declare('SHELLOPTS', { exported: true }, 'global')
  for (const { name, letter, value } of args.options) {
    const long = letter ? options.nameOfLetter(name) : name
    if (long === undefined || !options.set(long, value))
      return `${value ? '-' : '+'}${name}: invalid option name`
  }
  for (const { name, value } of args.shopts) {
    if (!options.set(name, value)) return `${name}: invalid shell option name`
  }
  return undefined
}
