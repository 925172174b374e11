import type { Builtin, Resolution, Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { describe, fileResolutions } from './resolution-text.ts'
import { printed } from './usage.ts'

/** `type`: how a name would be run. POSIX.1-2024, utilities, type; bash manual, Bash Builtins. */
export const type: Builtin = {
  name: 'type',
  synopsis: 'type [-afptP] name [name ...]',
  summary: 'Display information about command type.',
  examples: [
    { line: 'type -t cd if', shows: 'builtin\nkeyword\n' },
    { line: 'type cd', shows: 'cd is a shell builtin\n' },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(type, 'afptP', args.map(longSpelling), ports, shell)
    if (!parsed.ok) return parsed.outcome
    let status = 0
    let text = ''
    for (const name of parsed.operands) {
      const found = lookUp(name, parsed.flags, shell)
      if (found === undefined) {
        status = 1
        if (!parsed.flags.has('t') && !parsed.flags.has('p') && !parsed.flags.has('P'))
          shell.complain(`type: ${name}: not found`)
      } else text += found
    }
    return printed(ports.out, text, status)
  },
}

/** bash takes `-type`, `-path` and `-all` too. */
function longSpelling(word: string): string {
  return word === '-type' || word === '--type'
    ? '-t'
    : word === '-path' || word === '--path'
      ? '-p'
      : word === '-all' || word === '--all'
        ? '-a'
        : word
}

/** The lines about one name; undefined where there is nothing of that name. */
function lookUp(name: string, flags: ReadonlyMap<string, string>, shell: Shell): string | undefined {
  const all = flags.has('a')
  const known = flags.has('P')
    ? fileResolutions(name, shell)
    : shell.resolve(name).filter(resolution => !(flags.has('f') && resolution.type === 'function'))
  const found = all ? withAllFiles(name, known, shell) : known.slice(0, 1)
  if (found.length === 0) return undefined
  return found.map(resolution => line(name, resolution, flags)).join('')
}

/** `-a`: every place in PATH, not only the first or the hashed one. */
function withAllFiles(name: string, known: readonly Resolution[], shell: Shell): readonly Resolution[] {
  return [...known.filter(({ type: kind }) => kind !== 'file'), ...fileResolutions(name, shell, true)]
}

function line(name: string, resolution: Resolution, flags: ReadonlyMap<string, string>): string {
  if (flags.has('t')) return `${resolution.type}\n`
  if (flags.has('p') || flags.has('P')) return resolution.type === 'file' ? `${resolution.path}\n` : ''
  return describe(name, resolution)
}
