import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
for (const name of ['a.txt', 'b.txt', 'c.md']) writeFileSync(join(folder, name), name)

async function output(code: string, env: Record<string, string> = {}): Promise<string> {
  const { stdout, stderr } = await runNacre(['-c', code], { cwd: folder, env })
  return stdout + stderr
}

test.each<[string, string, string]>([
  [
    'an option that there is not',
    'for (const f of [() => pool.map([1], n => n, { concurrency: 2 }), () => pool({ limit: 2 })]) try { f() } catch (e) { console.log(e.message.slice(0, 70)) }',
    'pool: there is no option concurrency (size is how many run at a time);\npool: there is no option limit (size is how many run at a time); there\n',
  ],
  [
    'what is transferred is gone here',
    'const b = new ArrayBuffer(8)\nconsole.log(await pool.map([b], (x: ArrayBuffer) => x.byteLength, { transfer: x => [x] }), b.byteLength)',
    '[ 8 ] 0\n',
  ],
  [
    'a pattern of paths',
    "= (await pool.map('*.txt', f => f.toUpperCase())).sort()",
    "[ 'A.TXT', 'B.TXT' ]\n",
  ],
  ['the lines of a job', "= await pool.map(spawn`printf 'a\\nb\\n'`, s => s + '!')", "[ 'a!', 'b!' ]\n"],
  ['a promise of items', '= await pool.map(Promise.resolve([1, 2]), n => n + 1)', '[ 2, 3 ]\n'],
  [
    'an endless source is pulled as results are taken',
    'let asked = 0\nlet taken = 0\nfor await (const _ of pool.imap((function* () { for (;;) yield asked++ })(), async (x: number) => x, { size: 4 })) { if (++taken === 10) break }\nconsole.log(asked < 40)',
    'true\n',
  ],
  [
    'results in the order of the items, as they come',
    'const got: number[] = []\nfor await (const n of pool.imap([30, 1, 10], async n => { await sleep(n); return n }, { ordered: true })) got.push(n)\n= got',
    '[ 30, 1, 10 ]\n',
  ],
  [
    'an error has the line of the user’s that threw',
    "function deep() {\n  throw new Error('x')\n}\ntry { await pool.map([1], () => deep()) } catch (e) { console.log(/:2:9/.test(e.stack)) }",
    'true\n',
  ],
  [
    'where a function runs: async here, others in threads, or in processes of their own',
    `const here = process.pid
const place = () => [process.pid, process.getBuiltinModule('worker_threads').isMainThread]
const asyncPlace = async () => [process.pid, process.getBuiltinModule('worker_threads').isMainThread]
const said = async (fn, options = {}) => { const [[pid, isMain]] = await pool.map([1], fn, options); return [pid === here, isMain].join() }
console.log(await said(asyncPlace), await said(place), await said(place, { kind: 'process' }), await said(asyncPlace, { kind: 'thread' }), await said(place, { kind: 'coroutine' }))`,
    'true,true true,false false,true true,false true,true\n',
  ],
  [
    'what fails is tried again, later each time, and no more often than is said',
    `const times: number[] = []
let tries = 0
const go = async (n: number) => { times.push(performance.now()); if (++tries < n) throw new Error('not yet'); return 'done' }
const answer = await pool.map([4], go, { retries: { times: 3, delay: 20, factor: 2, jitter: 0 } })
const waits = times.slice(1).map((t, i) => t - times[i])
console.log(answer, waits.length, waits.every((ms, i) => ms >= 20 * 2 ** i - 2))
tries = -100
try { await pool.map([0], go, { retries: 2 }) } catch (e) { console.log('no') }
try { await pool.map([1e9], go, { retries: { times: 2, delay: 1 } }) } catch (e) { console.log(e.message, times.length) }`,
    "[ 'done' ] 3 true\nno\nnot yet 10\n",
  ],
  [
    'a signal ends a run, with its reason, and what it runs',
    `const controller = new AbortController()
let begun = 0
const run = pool.map([1, 2, 3], async n => { begun++; if (n === 2) controller.abort(new Error('enough')); await new Promise(() => undefined) }, { signal: controller.signal, size: 2 })
try { await run } catch (e) { console.log(e.message, begun, run.state) }
try { await pool.map([1], n => n, { signal: AbortSignal.abort(new Error('before')) }) } catch (e) { console.log(e.message) }
console.log(await pool.map([1], n => n, { signal: controller.signal }).then(() => 'ran', e => e.message))`,
    'enough 2 cancelled\nbefore\nenough\n',
  ],
  [
    'what takes too long fails, and is tried again where it may be',
    `let tries = 0
const slow = async (n: number) => { if (++tries === 1) await new Promise(() => undefined); return n }
console.log(await pool.map([7], slow, { timeout: 300, retries: { times: 1, delay: 1 } }), tries)
try { await pool.map([7], n => { for (;;); }, { timeout: '0.3s' }) } catch (e) { console.log(e.name, e.item, e.message) }`,
    '[ 7 ] 2\nTimeoutError 7 took longer than 300 ms\n',
  ],
  [
    'a pool that is ended at once',
    "const p = pool({ size: 1 })\nconst j = p.submit(() => { for (;;); })\nawait p.terminate()\ntry { await j } catch (e) { console.log('ended') }",
    'ended\n',
  ],
])('%s', async (_, code, expected) => {
  expect(await output(code)).toBe(expected)
})

test.each(['thread', 'process'])(
  'a %s without memory fails its own task only',
  async kind => {
    const hungry = '() => { const all: unknown[] = []; for (;;) all.push(new Array(1e5).fill({})) }'
    const code = `const eat = ${hungry}\ntry { await pool.map([0, 1, 2], n => n === 1 ? eat() : n, { kind: '${kind}', size: 1, halt: 'never' }) } catch (e) { console.log(e.message, e.results) }`
    const text = await output(code, { NODE_OPTIONS: '--max-old-space-size=150' })
    expect(text).toContain('1 of 3 tasks failed [ 0, 2 ]\n')
  },
  60_000,
)

test('a million results are not kept by imap', async () => {
  // All of them would be more than there is room for.
  const code = `
    let [count, length] = [0, 0]
    const items = (function* () { for (let i = 0; i < 1_000_000; i++) yield i })()
    for await (const text of pool.imap(items, n => 'x'.repeat(200) + n)) { count++; length += text.length }
    console.log(count, length)`
  const text = await output(code, { NODE_OPTIONS: '--max-old-space-size=100' })
  expect(text).toBe('1000000 205888890\n')
}, 180_000)

test('results of many tiny tasks are not kept by imap', async () => {
  const code = `
    let [count, early] = [0, 0]
    for await (const _ of pool.imap((function* () { for (let i = 0; i < 200_000; i++) yield i })(), n => 'x'.repeat(2000) + n)) {
      if (++count === 50_000) early = process.memoryUsage().rss
    }
    console.log(count, process.memoryUsage().rss - early < 150e6)`
  expect(await output(code)).toBe('200000 true\n')
}, 60_000)
