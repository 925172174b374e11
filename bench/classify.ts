/** How long the language rule takes a line, and what its first TypeScript costs. `node bench/classify.ts` */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSource } from '../src/diag/index.ts'
import { nextStatement, type Names } from '../src/lang/classify/index.ts'

const names: Names = { user: new Set(['x', 'items']) }
const corpus = join(import.meta.dirname, '../test/fixtures/corpus/shell-lines.txt')
const commands = readFileSync(corpus, 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as string)
const typescript = [
  'const x = await fetch("https://example.org").then(r => r.json())',
  'items.filter(i => i.size > 10).map(i => i.name)',
  'x',
  'x + items.length',
  '(x + 1) * 2',
  'console.log(JSON.stringify({ a: 1, b: [1, 2, 3] }))',
  'for (const f of items) {\n  gzip -k $f\n}',
  'const n = $(ls | wc -l).length',
]

function measure(label: string, texts: readonly string[], rounds: number): void {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const text of texts) {
      const source = makeSource('bench', text)
      const start = performance.now()
      nextStatement(source, 0, names)
      times.push((performance.now() - start) * 1000)
    }
  }
  times.sort((a, b) => a - b)
  const at = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(1)
  console.log(`${label}: median ${at(0.5)} µs, p95 ${at(0.95)} µs, ${times.length} statements`)
}

measure('commands, cold', commands.slice(0, 200), 1)
const start = performance.now()
nextStatement(makeSource('bench', 'const x = 1'), 0, names)
console.log(`first TypeScript: ${(performance.now() - start).toFixed(1)} ms`)
measure('commands', commands, 3)
measure('typescript', typescript, 300)
