import { patternFromText } from '../lang/expand/index.ts'
import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { keywordTopics } from './help-topics.ts'
import { helpText, type Named, printed } from './usage.ts'

/** `help`: about the builtins. bash manual, Bash Builtins. */
export const help: Builtin = {
  name: 'help',
  synopsis: 'help [-dms] [pattern ...]',
  summary: 'Display information about builtin commands.',
  examples: [{ line: 'help -s pwd', shows: 'pwd: pwd [-LP]\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(help, 'dms', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    if (parsed.operands.length === 0) return overview(ports, shell)
    return describe(parsed.operands, parsed.flags, ports, shell)
  },
}

/** Every topic by name. */
export function helpTopics(shell: Shell): Named[] {
  return [...shell.builtins.values(), ...keywordTopics].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function overview(ports: Ports, shell: Shell): Running {
  const lines = helpTopics(shell).map(topic => {
    const mark = shell.disabled.has(topic.name) ? '*' : ' '
    return ` ${mark}${topic.synopsis.length > 74 ? `${topic.synopsis.slice(0, 73)}>` : topic.synopsis}\n`
  })
  const head =
    "These shell commands are built in.  Type `help' to see this list.\nType `help name' to find out more about the function `name'.\n\nA star (*) next to a name means that the command is disabled.\n\n"
  return printed(ports.out, head + lines.join(''))
}

function describe(
  patterns: readonly string[],
  flags: ReadonlyMap<string, string>,
  ports: Ports,
  shell: Shell,
): Running {
  const found = patterns.flatMap(pattern => matching(pattern, shell))
  const head = isGlob(patterns[0] ?? '')
    ? `Shell commands matching keyword${patterns.length > 1 ? 's' : ''} \`${patterns.join(', ')}'\n\n`
    : ''
  if (found.length > 0) return printed(ports.out, head + found.map(topic => text(topic, flags)).join(''))
  const last = patterns.at(-1) ?? ''
  shell.complain(
    `help: no help topics match \`${last}'.  Try \`help help' or \`man -k ${last}' or \`info ${last}'.`,
  )
  return 1
}

/** Topics of that very name, else those that begin with it, else those a pattern matches. */
function matching(pattern: string, shell: Shell): Named[] {
  const topics = helpTopics(shell)
  const exact = topics.filter(topic => topic.name === pattern)
  if (exact.length > 0) return exact
  const prefixed = topics.filter(topic => topic.name.startsWith(pattern))
  if (prefixed.length > 0 || !isGlob(pattern)) return prefixed
  const compiled = patternFromText(pattern)
  return topics.filter(topic => compiled.matches(topic.name))
}

/** A `[` alone is the name of a builtin. */
function isGlob(pattern: string): boolean {
  return /[*?]|\[.*\]/.test(pattern)
}

function text(topic: Named, flags: ReadonlyMap<string, string>): string {
  if (flags.has('d')) return `${topic.name} - ${topic.summary}\n`
  if (flags.has('s')) return `${topic.name}: ${topic.synopsis}\n`
  if (!flags.has('m')) return helpText(topic)
  return `NAME\n    ${topic.name} - ${topic.summary}\n\nSYNOPSIS\n    ${topic.synopsis}\n\nDESCRIPTION\n    ${topic.summary}\n    \n\n`
}
