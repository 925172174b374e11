/**
 * From Tab to the list on the screen, in a folder of 10,000 files, beside fish, zsh and bash: each in a terminal of its
 * own, in turn. The list of 111 names is what all of them show at once; the first rows of all 10,000 only nacre and fish show
 * unasked.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { PtyProgram } from '../test/helpers/pty.ts'
import { find, median, node, root } from './measure.ts'

const home = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
const folder = join(home, 'many')
mkdirSync(folder)
for (let index = 0; index < 10_000; index++) writeFileSync(join(folder, `file${index}`), '')
writeFileSync(
  join(home, '.zshrc'),
  "autoload -Uz compinit; compinit -D; PS1='❯ '; zstyle ':completion:*' list-prompt ''\n",
)
writeFileSync(
  join(home, '.bashrc'),
  "PS1='❯ '; bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; bind 'set completion-query-items 0'\n",
)
mkdirSync(join(home, '.config/fish'), { recursive: true })
writeFileSync(
  join(home, '.config/fish/config.fish'),
  "function fish_prompt; echo '❯ '; end; set -g fish_greeting\n",
)

const shells = [
  { name: 'nacre', argv: [node, join(root, 'bin/nacre.js')] },
  ...(['fish', 'zsh', 'bash'] as const).flatMap(name => {
    const path = find(name)
    const options = name === 'bash' ? ['--rcfile', join(home, '.bashrc')] : []
    return path === undefined ? [] : [{ name, argv: [path, ...options] }]
  }),
]

/** Nothing more is drawn. */
async function settled(program: PtyProgram): Promise<void> {
  for (let length = -1; length !== program.output.length;) {
    length = program.output.length
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

interface Times {
  /** From Tab to the list on the screen: the first of a session, and the median of those after it. */
  readonly first: number
  readonly later: number
  /** CPU time of the first. */
  readonly cpu: number
}

async function measure({ name, argv }: (typeof shells)[number], line: string, sign: RegExp): Promise<Times> {
  const [file = '', ...args] = argv
  const environment = { HOME: home, ZDOTDIR: home, TERM: 'xterm-256color', PS1: '' }
  const program = new PtyProgram(file, args, { columns: 200, rows: 50, cwd: folder, environment })
  await program.until(/❯/)
  await settled(program)
  await new Promise(resolve => setTimeout(resolve, 1000))
  const times: number[] = []
  let cpu = 0
  for (let round = 0; round < 8; round++) {
    // Typed as one does, so that each has had its chance to prepare.
    for (const key of line) program.send(key)
    await settled(program)
    const used = cpuOf(program.pid)
    const begun = performance.now()
    program.send('\t')
    await program.until(sign)
    times.push(performance.now() - begun)
    await settled(program)
    if (round === 0) cpu = cpuOf(program.pid) - used
    // Escape closes a list, C-u empties the line, C-l the screen.
    for (const key of name === 'nacre' ? ['\x1b', '\x15', '\x0c'] : ['\x03', '\x0c']) {
      program.send(key)
      await settled(program)
    }
  }
  program.dispose()
  return { first: times[0] ?? Number.NaN, later: median(times.slice(1)), cpu }
}

/** CPU time of a process so far, in milliseconds (Linux). */
function cpuOf(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

const round = (ms: number): string => `${ms.toFixed(1)} ms`

/** What a shell keeps of its own code from its first session on is there. */
async function warm({ argv }: (typeof shells)[number]): Promise<void> {
  const [file = '', ...args] = argv
  const environment = { HOME: home, ZDOTDIR: home, TERM: 'xterm-256color', PS1: '' }
  const program = new PtyProgram(file, args, { columns: 200, rows: 50, cwd: folder, environment })
  await program.until(/❯/)
  for (const keys of ['cat file12', '\t', '\x15', 'exit\r']) {
    await settled(program)
    program.send(keys)
  }
  await program.exited()
  program.dispose()
}

for (const shell of shells) await warm(shell)
console.log(`load ${loadavg()[0]?.toFixed(1)}`)
for (const shell of shells) {
  const { first, later, cpu } = await measure(shell, 'cat file12', /file1299/)
  console.log(
    `111 of 10,000 files, ${shell.name}: first ${round(first)} (CPU ${cpu} ms), then ${round(later)}`,
  )
}
for (const shell of shells.filter(one => /nacre|fish/.test(one.name))) {
  const { first, later, cpu } = await measure(shell, 'cat ', /file10/)
  console.log(
    `10,000 files, ${shell.name}: first ${round(first)} (CPU ${cpu} ms), then ${round(later)}   (nacre's bar: first 60 ms)`,
  )
}
rmSync(home, { recursive: true })
process.exit(0)
