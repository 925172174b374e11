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

test('results of many tiny tasks are not kept by imap', async () => {
  const code = `
    let [count, early] = [0, 0]
    for await (const _ of pool.imap((function* () { for (let i = 0; i < 200_000; i++) yield i })(), n => 'x'.repeat(2000) + n)) {
      if (++count === 50_000) early = process.memoryUsage().rss
    }
    console.log(count, process.memoryUsage().rss - early < 150e6)`
  expect(await output(code)).toBe('200000 true\n')
}, 60_000)
