import type { Builtin, Outcome, Ports, Shell } from '../lang/eval/index.ts'
import { quoteWord } from '../lang/syntax/index.ts'
import { watchFiles, type FileChange } from '../os/index.ts'
import { parseDuration } from '../value/index.ts'
import { readLongOptions } from './long-options.ts'
import { misused, showHelp } from './usage.ts'
import { watchLoop } from './watch-loop.ts'

const known = { clear: 'flag', debounce: 'value', ignore: 'values', postpone: 'flag' } as const
const letters = { c: 'clear', d: 'debounce', i: 'ignore', p: 'postpone' }

/** `watch`: run a command again when files change. Without `--` it is watch(1), which runs one again and again. */
export const watch: Builtin = {
  name: 'watch',
  synopsis:
    'watch [-c|--clear] [-d|--debounce time] [-i|--ignore pattern] [-p|--postpone] pattern ... -- command [argument ...]',
  summary: 'Run a command again when files change.',
  examples: [{ line: "watch 'src/**/*.ts' -- ; echo $?", shows: '2\n' }],
  run(args, ports, shell) {
    const at = args.indexOf('--')
    if (args[0] === '--help') return showHelp(watch, ports)
    if (at <= 0) return shell.execute(['watch', ...args], { builtins: false, functions: false })
    const parsed = readLongOptions(known, letters, args.slice(0, at))
    if (typeof parsed === 'string') return misused(watch, parsed, ports, shell)
    const command = args.slice(at + 1)
    if (command.length === 0) return misused(watch, 'a command is needed after --', ports, shell)
    if (parsed.operands.length === 0) return misused(watch, 'a pattern is needed before --', ports, shell)
    const debounce = parsed.values.get('debounce')?.[0]
    const debounceMs = debounce === undefined ? undefined : parseDuration(debounce)
    if (debounce !== undefined && debounceMs === undefined)
      return misused(watch, `--debounce ${debounce}: not a time (100ms, 2s)`, ports, shell)
    return follow(command, ports, shell, {
      patterns: parsed.operands,
      clear: parsed.flags.has('clear'),
      postpone: parsed.flags.has('postpone'),
      ignore: parsed.values.get('ignore') ?? [],
      ...(debounceMs === undefined ? {} : { debounceMs }),
    })
  },
}

interface Following {
  readonly patterns: readonly string[]
  readonly clear: boolean
  readonly postpone: boolean
  readonly ignore: readonly string[]
  readonly debounceMs?: number
}

/** One word is a command line, as in `watch src -- 'make && ./run'`; several are a command and its arguments. */
async function follow(
  command: readonly string[],
  ports: Ports,
  shell: Shell,
  options: Following,
): Promise<Outcome> {
  const [only = ''] = command
  return await watchLoop(shell, {
    text: command.length === 1 ? only : command.map(quoteWord).join(' '),
    postpone: options.postpone,
    open: signal => watchFiles(options.patterns, { ...options, cwd: shell.cwd, signal }),
    onWait: () => void ports.err.line('watch: waiting for changes'),
    onRun: changes => {
      if (options.clear && ports.out.isTerminal) void ports.out.write('\u001b[H\u001b[2J')
      if (changes.length > 0) void ports.err.line(`watch: ${describeChanges(changes)}`)
    },
    onEnd: status => void ports.err.line(`watch: exit status ${status}, waiting for changes`),
  })
}

/** `src/a.ts changed`, `3 files changed: a, b, c`, `5 files changed: a, b, …` */
export function describeChanges(changes: readonly FileChange[]): string {
  const [first] = changes
  const verbs = { add: 'added', change: 'changed', remove: 'removed' }
  if (changes.length === 1 && first !== undefined) return `${first.path} ${verbs[first.type]}`
  const names = changes.slice(0, 3).map(({ path }) => path)
  return `${changes.length} files changed: ${names.join(', ')}${changes.length > 3 ? ', …' : ''}`
}
