/** A history of a million lines: what a key asks of it, on the database as a session has it. Bar: every answer within 30 ms. */
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory, type HistoryStore, type ImportedLine } from '../src/store/index.ts'
import { median } from './measure.ts'

const lines = Number(process.env['HISTORY_LINES'] ?? 1_000_000)
const rounds = 15
const vocabulary =
  'git commit push npm run test docker exec build deploy kubectl get pods grep find sed awk make install src lib main index server client config'.split(
    ' ',
  )

let seed = 7
/** Mulberry32: the same lines each time. */
function random(limit: number): number {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
}

/** Every line is another; one of them, long ago, is like no other. */
function* typed(): Generator<ImportedLine> {
  for (let index = 0; index < lines; index++) {
    const words = Array.from({ length: 3 + random(4) }, () => vocabulary[random(vocabulary.length)])
    const text = index === 1234 ? 'zq rare xylophone' : `${words.join(' ')} ${random(1e9).toString(36)}`
    const end = { status: random(50) === 0 ? 1 : 0, durationMs: 5 }
    yield { text, startedAt: 1_700_000_000_000 + index * 1000, cwd: `/home/u/p${random(50)}`, end }
  }
}

/** Who filled the database. */
const filler = 'bench'

function open(file: string, session: string): HistoryStore {
  return openHistory({
    file,
    session,
    cwd: () => '/home/u/p1',
    onTrouble: message => {
      throw new Error(message)
    },
  })
}

const questions: readonly (readonly [name: string, ask: (store: HistoryStore) => unknown])[] = [
  ['Up', store => store.older(undefined, {})],
  ['Up, a common beginning', store => store.older(undefined, { prefix: 'git ' })],
  ['Up, a rare beginning', store => store.older(undefined, { prefix: 'zq' })],
  ['Up, no such beginning', store => store.older(undefined, { prefix: 'nothing' })],
  ['reverse-search, rare', store => store.older(undefined, { contains: 'xylo' })],
  ['reverse-search, two letters', store => store.older(undefined, { contains: 'zq' })],
  ['suggestion, common', store => store.candidates('git com', 50)],
  ['suggestion, rare', store => store.candidates('zq', 50)],
  ['Ctrl-R, nothing typed', store => store.search({ text: '', limit: 500 })],
  ['Ctrl-R, one letter', store => store.search({ text: 'g', limit: 500 })],
  ['Ctrl-R, a common word', store => store.search({ text: 'docker', limit: 500 })],
  ['Ctrl-R, two common words', store => store.search({ text: 'docker kubectl', limit: 500 })],
  ['Ctrl-R, a rare word', store => store.search({ text: 'xylophone', limit: 500 })],
  ['Ctrl-R, scattered letters', store => store.search({ text: 'gcdb', limit: 500 })],
  ['Ctrl-R, nothing answers', store => store.search({ text: 'qqqqq', limit: 500 })],
  ['Ctrl-R, in this directory', store => store.search({ text: 'docker', here: true, limit: 500 })],
  ['Ctrl-R, of this session', store => store.search({ text: 'docker', own: true, limit: 500 })],
  ['Ctrl-R, what failed', store => store.search({ text: 'docker', outcome: 'failed', limit: 500 })],
  ['Ctrl-R, what failed, all', store => store.search({ text: '', outcome: 'failed', limit: 500 })],
]

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-history-'))
try {
  const file = join(folder, 'history.db')
  // A database made before spares the minute that it takes to fill one.
  const kept = process.env['HISTORY_DATABASE']
  if (kept !== undefined && existsSync(kept)) cpSync(kept, file)
  let store = open(file, filler)
  const start = performance.now()
  const added = kept === undefined ? store.importLines(filler, typed()) : store.count()
  console.log(`\nA history of ${added} lines, filled in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  // What the session typed is little, or all there is.
  for (const session of ['now', filler]) {
    store.close()
    store = open(file, session)
    console.log(` ${session === filler ? 'all of this session' : 'all of others'}`)
    for (const [name, ask] of questions) report(name, () => ask(store))
    report('a line begins', () => store.begin({ text: `ls ${random(1e9)}`, language: 'command' }))
  }
  store.close()
} finally {
  rmSync(folder, { recursive: true })
}

/** How many answers there were, so that nobody measures a question without one. */
function countOf(answer: unknown): string {
  return Array.isArray(answer) ? `${answer.length} answers` : answer === undefined ? 'none' : 'one'
}

function report(name: string, ask: () => unknown): void {
  const times: number[] = []
  let answer: unknown
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    const begun = performance.now()
    answer = ask()
    const { user, system } = process.cpuUsage(start)
    times.push(Math.min(performance.now() - begun, (user + system) / 1000))
  }
  const first = times[0] ?? Number.NaN
  const text = `${first.toFixed(1).padStart(8)} ms first ${median(times).toFixed(1).padStart(8)} ms median`
  console.log(`  ${name.padEnd(28)}${text}   ${countOf(answer)}`)
}
