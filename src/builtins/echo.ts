import type { Builtin, Shell } from '../lang/eval/index.ts'
import { expandEscapes } from './escapes.ts'
import { printed } from './usage.ts'

/** `echo`: write the arguments. POSIX.1-2024, utilities, echo; bash manual, Bash Builtins (`xpg_echo`). */
export const echo: Builtin = {
  name: 'echo',
  synopsis: 'echo [-neE] [arg ...]',
  summary: 'Write arguments to the standard output.',
  examples: [
    { line: 'echo a  b', shows: 'a b\n' },
    { line: "echo -e 'a\\tb'", shows: 'a\tb\n' },
  ],
  run(args, ports, shell) {
    if (args[0]?.startsWith('-') !== true && !shell.options.get('xpg_echo'))
      return printed(ports.out, `${args.join(' ')}\n`)
    const { newline, escapes, from } = readFlags(args, shell)
    const text = args.slice(from).join(' ')
    if (!escapes) return printed(ports.out, newline ? `${text}\n` : text)
    const escaped = expandEscapes(text, 'echo')
    return printed(ports.out, newline && !escaped.stopped ? `${escaped.text}\n` : escaped.text)
  },
}

/** Words of the letters n, e and E before the first other word. */
function readFlags(
  args: readonly string[],
  shell: Shell,
): { newline: boolean; escapes: boolean; from: number } {
  let newline = true
  let escapes = shell.options.get('xpg_echo')
  let from = 0
  if (escapes && shell.options.get('posix')) return { newline, escapes, from }
  for (; /^-[neE]+$/.test(args[from] ?? ''); from++) {
    for (const letter of (args[from] ?? '').slice(1)) {
      if (letter === 'n') newline = false
      else escapes = letter === 'e'
    }
  }
  return { newline, escapes, from }
}
