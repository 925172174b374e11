/**
 * The real prompt in a terminal, with what a person has: 200 columns, two lines of prompt, colours, suggestions, 100,000
 * lines of history. Key to paint, a large paste, the first prompt, memory, and what it does when nobody types.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PtyProgram } from '../test/helpers/pty.ts'
import { openHistory } from '../src/store/index.ts'
import { median, node, root } from './measure.ts'

const home = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
const entries = 100_000

/** A history as a person's: few commands often, many once. */
function fillHistory(): void {
  const folder = join(home, '.local/state/nacre')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'history.db')
  const store = openHistory({ file, session: 'old', cwd: () => home, onTrouble: console.error })
  store.begin({ text: 'ls', language: 'command' })
  store.close()
  const database = new DatabaseSync(file)
  database.exec('BEGIN')
  const insert = database.prepare(
    'INSERT INTO line (text, escaped, language, session, cwd, started_at, duration_ms, status) VALUES (?, 0, ?, ?, ?, ?, 1, 0)',
  )
  const verbs = ['git commit -m', 'npm run', 'cd src/', 'vim', 'grep -rn', 'const x =', 'docker run', 'make']
  for (let id = 0; id < entries; id++) {
    const verb = verbs[(id * 7) % verbs.length] ?? 'ls'
    insert.run(
      `${verb} ${(id * 7919) % 5003} ${id % 3 === 0 ? 'a longer tail of words' : ''}`,
      'command',
      `s${id % 50}`,
      home,
      id,
    )
  }
  database.exec('COMMIT')
  database.close()
}

function open(file = join(root, 'bin/nacre.js')): PtyProgram {
  const environment = {
    HOME: home,
    PS1: '\\[\\e[1;36m\\]\\w\\[\\e[0m\\] on a branch with a long name\\n',
    COLORTERM: 'truecolor',
    TERM: 'xterm-256color',
  }
  return new PtyProgram(node, [file], { columns: 200, rows: 50, cwd: root, environment })
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.floor(sorted.length * part)] ?? 0

function report(name: string, times: readonly number[], bar: string): void {
  const sorted = times.toSorted((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(part => percentile(sorted, part).toFixed(2))
  console.log(`${name}: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms   (bar: ${bar})`)
}

const painted = '\x1b[?2026l'

/** The time from a key to the end of its drawing. */
async function timeKey(program: PtyProgram, key: string): Promise<number> {
  const before = program.output.length
  const begun = performance.now()
  program.send(key)
  await program.written(output => output.indexOf(painted, before) !== -1)
  return performance.now() - begun
}

/** Nothing more is drawn: answers that come behind a key are in. */
async function settled(program: PtyProgram): Promise<void> {
  for (let length = -1; length !== program.output.length;) {
    length = program.output.length
    await new Promise(resolve => setTimeout(resolve, 30))
  }
}

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

async function keys(): Promise<void> {
  const program = open()
  await program.until(/❯/)
  await pause(1500)
  const times: number[] = []
  const before = usage(program.pid)
  const lines = [
    'git commit -m "a message with $HOME" && npm run build | grep -v foo > /tmp/out',
    "const sizes = files.map(f => f.length).filter(x => x > 3) // and a comment that's long",
    'for f in *.ts; do echo "$f" | wc -c; done; if test -f package.json; then ls -la ./src; fi',
    'echo @(JSON.stringify({ a: 1, b: [1, 2, 3] })) "$(git rev-parse HEAD)" ~/x',
  ]
  for (let round = 0; round < 4; round++) {
    for (const line of lines) {
      for (const key of line) {
        times.push(await timeKey(program, key))
        await settled(program)
      }
      program.send('\x15')
      await settled(program)
    }
  }
  report(`key to paint (${times.length} keys)`, times, 'p50 ≤ 3, p99 ≤ 16')
  const used = ((usage(program.pid).ticks - before.ticks) * 10) / times.length
  console.log(`CPU a key, with what comes behind it: ${used.toFixed(2)} ms`)
  program.dispose()
}

async function paste(): Promise<void> {
  const program = open()
  await program.until(/❯/)
  await pause(1500)
  const times: number[] = []
  const text = 'echo hello world "$x" | wc -l\n'.repeat(3414)
  for (let round = 0; round < 5; round++) {
    const begun = performance.now()
    program.send(`\x1b[200~${text}END${round}\x1b[201~`)
    await program.until(new RegExp(`END${round}`))
    times.push(performance.now() - begun)
    program.send('\x1f')
    await settled(program)
  }
  report(`a paste of ${text.length} bytes`, times, '300')
  program.dispose()
}

async function firstPrompt(): Promise<void> {
  const bare: number[] = []
  const ours: number[] = []
  for (let round = 0; round < 11; round++) {
    const begun = performance.now()
    const program = new PtyProgram(node, ['-e', '0'])
    await program.exited()
    bare.push(performance.now() - begun)
    program.dispose()
    const start = performance.now()
    const prompt = open()
    await prompt.written(output => output.includes('❯'))
    ours.push(performance.now() - start)
    prompt.dispose()
  }
  const [base, first] = [median(bare), median(ours)]
  console.log(
    `first prompt: ${first.toFixed(1)} ms, node -e 0: ${base.toFixed(1)} ms: ${(first / base).toFixed(2)}×   (bar: 2.5×)`,
  )
}

/** Resident memory in MB, and the clock ticks of CPU used (proc(5)). */
function usage(pid: number): { readonly resident: number; readonly ticks: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return {
    resident: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    ticks: Number(fields[11]) + Number(fields[12]),
  }
}

async function idle(): Promise<void> {
  const program = open()
  await program.until(/❯/)
  for (const key of 'git commit') await timeKey(program, key)
  program.send('\x15')
  await pause(3000)
  const before = usage(program.pid)
  await pause(5000)
  const after = usage(program.pid)
  console.log(`memory at the prompt: ${after.resident.toFixed(0)} MB   (bar: 110)`)
  console.log(`CPU while nobody types: ${(after.ticks - before.ticks) * 10} ms in 5 s   (bar: 0)`)
  program.dispose()
}

try {
  fillHistory()
  await keys()
  await paste()
  await firstPrompt()
  await idle()
} finally {
  rmSync(home, { recursive: true, force: true })
}
