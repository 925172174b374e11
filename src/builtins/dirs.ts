import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { indexFault, readIndex, shortened, wholeStack } from './directory-stack.ts'
import { failed, misused, printed, showHelp } from './usage.ts'

/** `dirs`: show the directory stack. bash manual, Directory Stack Builtins. */
export const dirs: Builtin = {
  name: 'dirs',
  synopsis: 'dirs [-clpv] [+N] [-N]',
  summary: 'Display directory stack.',
  examples: [{ line: 'cd /; pushd /tmp >/dev/null; dirs', shows: '/tmp /\n' }],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(dirs, ports)
    let long = false
    let layout: 'line' | 'lines' | 'numbered' = 'line'
    let index: string | undefined
    for (const word of args) {
      if (word === '--') continue
      if (/^[+-]\d+$/.test(word)) index = word
      else if (!/^-[clpv]$/.test(word)) return wrong(word, ports, shell)
      for (const letter of /^-[clpv]$/.test(word) ? word.slice(1) : '') {
        if (letter === 'c') {
          shell.directoryStack.splice(0)
          return 0
        }
        if (letter === 'l') long = true
        else layout = letter === 'v' ? 'numbered' : layout === 'numbered' ? layout : 'lines'
      }
    }
    return show(long, layout, index, ports, shell)
  },
}

function wrong(word: string, ports: Ports, shell: Shell): Running {
  if (/^[+-]/.test(word)) return misused(dirs, `${word}: invalid number`, ports, shell)
  return misused(dirs, `${word}: invalid option`, ports, shell)
}

function show(
  long: boolean,
  layout: 'line' | 'lines' | 'numbered',
  index: string | undefined,
  ports: Ports,
  shell: Shell,
): Running {
  const stack = wholeStack(shell)
  const paths = stack.map(path => (long ? path : shortened(path, shell)))
  const number = index === undefined ? undefined : readIndex(index, stack.length)
  const shown = number === undefined ? paths : paths.slice(number, number + 1)
  if (number !== undefined && (number < 0 || shown.length === 0))
    return failed(shell, `dirs: ${indexFault((index ?? '').replace(/^[+-]/, ''), stack.length)}`)
  const lines = shown.map((path, i) =>
    layout === 'numbered' ? `${String(number ?? i).padStart(2)}  ${path}` : path,
  )
  return printed(ports.out, `${lines.join(layout === 'line' ? ' ' : '\n')}\n`)
}
