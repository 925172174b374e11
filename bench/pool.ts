/** `pool` beside what one would take instead: `npm run bench -- pool`. Rounds are interleaved, medians of 7. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { find, median, nacre, peakMemory, time, type Contestant } from './measure.ts'

const rounds = 7

function compare(title: string, contestants: readonly Contestant[], bar: string): void {
  const times = new Map(contestants.map(contestant => [contestant.name, [] as number[]]))
  for (let round = 0; round < rounds; round++)
    for (const contestant of contestants) times.get(contestant.name)?.push(time(contestant))
  const own = median(times.get('nacre') ?? [])
  console.log(`\n${title}   (bar: ${bar})`)
  for (const contestant of contestants) {
    const ms = median(times.get(contestant.name) ?? [])
    const memory = `${peakMemory(contestant).toFixed(0).padStart(5)} MB`
    console.log(
      `  ${contestant.name.padEnd(28)} ${ms.toFixed(0).padStart(8)} ms  ${(ms / own).toFixed(2)}× nacre ${memory}`,
    )
  }
}

const own = (code: string): Contestant => ({ name: 'nacre', argv: [...nacre, '-c', code] })
const peer = (program: string, name: string, argv: (path: string) => string[], input = ''): Contestant[] => {
  const path = find(program)
  if (path === undefined) console.log(`(${program} is not on this machine)`)
  return path === undefined ? [] : [{ name, argv: argv(path), input }]
}
const python = (name: string, code: string): Contestant[] => peer('python3', name, path => [path, '-c', code])
const numbers = Array.from({ length: 2000 }, (_, i) => `${i}\n`).join('')

compare(
  '2,000 × /bin/true, two at a time',
  [
    own('pool -j2 /bin/true ::: {1..2000}'),
    ...peer('xargs', 'xargs -P2', path => [path, '-P2', '-n1', '/bin/true'], numbers),
    ...peer('parallel', 'parallel -j2', path => [path, '-j2', '/bin/true'], numbers),
  ],
  'parallel ≥ 6×, xargs ≥ 0.87×',
)

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'double.mjs'), 'export default n => n * 2')
const piscina = `
import { Piscina } from 'piscina'
const filename = ${JSON.stringify(join(folder, 'double.mjs'))}
const pool = new Piscina({ filename, minThreads: 2, maxThreads: 2 })
await Promise.all(Array.from({ length: 20000 }, (_, n) => pool.run(n)))
await pool.destroy()`
compare(
  '20,000 tiny tasks on two threads',
  [
    own('const r = await pool.map(Array(20000).keys(), n => n * 2, { size: 2 })'),
    { name: 'piscina', argv: [process.execPath, '--input-type=module', '-e', piscina] },
    ...python(
      'ThreadPoolExecutor',
      'from concurrent.futures import ThreadPoolExecutor as P\nlist(P(2).map(lambda n: n * 2, range(20000)))',
    ),
  ],
  'piscina ≥ 0.91×, python ≥ 1×',
)

const cpu = '(n: number) => { let x = n; for (let i = 0; i < 2e8; i++) x = (x * 31 + i) | 0; return x }'
compare(
  'a CPU-bound map of 8, two threads and one',
  [
    own(`await pool.map(Array(8).keys(), ${cpu}, { size: 2 })`),
    { name: 'one thread', argv: [...nacre, '-c', `await pool.map(Array(8).keys(), ${cpu}, { size: 1 })`] },
  ],
  'one thread ≥ 1.8×',
)

const loop = '(n: number) => { let x = n; for (let i = 0; i < 3e6; i++) x = (x * 31 + i) % 65521; return x }'
const pythonLoop = `
from concurrent.futures import ProcessPoolExecutor as P
def f(n):
    x = n
    for i in range(3000000): x = (x * 31 + i) % 65521
    return x
if __name__ == '__main__':
    with P(2) as pool: list(pool.map(f, range(8)))`
compare(
  'a CPU-bound map of 8 on two workers, beside Python',
  [
    own(`await pool.map(Array(8).keys(), ${loop}, { size: 2 })`),
    {
      name: 'nacre, processes',
      argv: [...nacre, '-c', `await pool.map(Array(8).keys(), ${loop}, { size: 2, kind: 'process' })`],
    },
    ...python('ProcessPoolExecutor', pythonLoop),
  ],
  'python ≥ 1×',
)

compare(
  '100,000 coroutines that sleep',
  [
    own("await pool.map(Array(100000).keys(), async () => { await sleep('1s') }, { size: Infinity })"),
    ...python(
      'asyncio',
      'import asyncio\nasync def main(): await asyncio.gather(*(asyncio.sleep(1) for _ in range(100000)))\nasyncio.run(main())',
    ),
  ],
  'nacre < 2500 ms, asyncio ≥ 1×',
)
