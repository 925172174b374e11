/**
 * The editors of shells in a terminal, with what a person has: 200 columns, two lines of prompt, 100,000 lines of history,
 * and the colours and suggestions that each has of its own (bash and zsh: none). `npm run bench -- editor`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { PtyProgram } from '../test/helpers/pty.ts'
import { editors, mark, start, type Editor } from './editor/contestants.ts'
import { pause, settled, timeKey, usage } from './editor/watching.ts'
import { median, node } from './measure.ts'

const lines = [
  'git commit -m "a message with $HOME" && npm run build | grep -v foo > /tmp/out',
  "const sizes = files.map(f => f.length).filter(x => x > 3) // and a comment that's long",
  'for f in *.ts; do echo "$f" | wc -c; done; if test -f package.json; then ls -la ./src; fi',
  'echo @(JSON.stringify({ a: 1, b: [1, 2, 3] })) "$(git rev-parse HEAD)" ~/x',
]

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.floor(sorted.length * part)] ?? Number.NaN

/** Runs a measure on each editor in turn, round by round, so that a slow minute hurts all alike. */
async function each(all: readonly Editor[], rounds: number, measure: (editor: Editor) => Promise<void>) {
  for (let round = 0; round < rounds; round++) for (const editor of all) await measure(editor)
}

async function ready(editor: Editor): Promise<PtyProgram> {
  const program = start(editor)
  await program.written(output => output.includes(mark))
  await pause(1000)
  await settled(program)
  return program
}

function table(title: string, all: readonly Editor[], row: (editor: Editor) => string): void {
  console.log(`\n${title}   (load ${loadavg()[0]?.toFixed(1)})`)
  for (const editor of all) console.log(`  ${editor.name.padEnd(8)} ${row(editor)}`)
}

async function keys(all: readonly Editor[]): Promise<void> {
  const results = new Map(all.map(({ name }) => [name, { times: [] as number[], cpu: 0 }]))
  await each(all, 3, async editor => {
    const result = results.get(editor.name)
    const program = await ready(editor)
    const before = usage(program.pid).cpu
    for (const line of lines) {
      for (const key of line) {
        result?.times.push(await timeKey(program, key))
        await settled(program)
      }
      program.send('\x15')
      await settled(program)
    }
    if (result !== undefined) result.cpu += usage(program.pid).cpu - before
    program.dispose()
  })
  table('key to paint   (bar: p50 ≤ 3 ms, p99 ≤ 16 ms)', all, ({ name }) => {
    const { times, cpu } = results.get(name) ?? { times: [], cpu: 0 }
    const sorted = times.toSorted((a, b) => a - b)
    const parts = [0.5, 0.95, 0.99].map(
      part => `p${part * 100} ${percentile(sorted, part).toFixed(2).padStart(6)} ms`,
    )
    return `${parts.join('  ')}  CPU a key ${(cpu / times.length).toFixed(2)} ms`
  })
}

async function pastes(everybody: readonly Editor[]): Promise<void> {
  const all = everybody.filter(({ name }) => name !== 'fish')
  if (all.length < everybody.length)
    console.log('(fish is left out of the paste: not done after two minutes)')
  const times = new Map(all.map(({ name }) => [name, [] as number[]]))
  const text = 'echo hello world "$x" | wc -l\n'.repeat(3414)
  await each(all, 5, async editor => {
    const program = await ready(editor)
    const start = performance.now()
    program.send(`\x1b[200~${text}THE END\x1b[201~`)
    await program
      .until(/THE END/, 20_000)
      .then(() => times.get(editor.name)?.push(performance.now() - start))
      .catch(() => times.get(editor.name)?.push(Number.POSITIVE_INFINITY))
    program.dispose()
  })
  table(`a paste of ${text.length} bytes   (bar: 300 ms)`, all, ({ name }) => {
    const all = times.get(name) ?? []
    return `p50 ${median(all).toFixed(0).padStart(6)} ms  worst ${Math.max(...all)
      .toFixed(0)
      .padStart(6)} ms`
  })
}

async function firstPrompts(all: readonly Editor[]): Promise<void> {
  const times = new Map(all.map(({ name }) => [name, [] as number[]]))
  const bare: number[] = []
  // What is compiled or made at the very first start (in these new homes) is there afterwards.
  await each(all, 1, async editor => {
    const program = await ready(editor)
    program.send('exit\r')
    await program.exited()
    program.dispose()
  })
  for (let round = 0; round < 15; round++) {
    const begun = performance.now()
    const program = new PtyProgram(node, ['-e', '0'])
    await program.exited()
    bare.push(performance.now() - begun)
    program.dispose()
    await each(all, 1, async editor => {
      const start_ = performance.now()
      const prompt = start(editor)
      await prompt.written(output => output.includes(mark))
      times.get(editor.name)?.push(performance.now() - start_)
      prompt.dispose()
    })
  }
  const base = median(bare)
  table(`first prompt, node -e 0: ${base.toFixed(1)} ms   (bar: 2.5×)`, all, ({ name }) => {
    const first = median(times.get(name) ?? [])
    return `${first.toFixed(1).padStart(7)} ms  ${(first / base).toFixed(2)}×`
  })
}

async function idle(all: readonly Editor[]): Promise<void> {
  const results = new Map<string, { readonly resident: number; readonly cpu: number }>()
  await each(all, 1, async editor => {
    const program = await ready(editor)
    for (const key of 'git commit') await timeKey(program, key)
    program.send('\x15')
    await pause(3000)
    const before = usage(program.pid)
    await pause(5000)
    const after = usage(program.pid)
    results.set(editor.name, { resident: after.resident, cpu: after.cpu - before.cpu })
    program.dispose()
  })
  table('nobody types for 5 s   (bar: no CPU, 110 MB)', all, ({ name }) => {
    const { resident, cpu } = results.get(name) ?? { resident: Number.NaN, cpu: Number.NaN }
    return `${cpu.toFixed(0).padStart(4)} ms CPU  ${resident.toFixed(0).padStart(4)} MB`
  })
}

const parts: Readonly<Record<string, (all: readonly Editor[]) => Promise<void>>> = {
  keys,
  pastes,
  firstPrompts,
  idle,
}
const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const all = editors(folder, process.env.EDITORS?.split(','))
  const wanted = process.env.PARTS?.split(',') ?? Object.keys(parts)
  for (const part of wanted) await parts[part]?.(all)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
