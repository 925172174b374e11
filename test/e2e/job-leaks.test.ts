/** Nothing is left behind: descriptors, children, memory. Linux tells by /proc. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../helpers/process-host.ts'
import { runNacre } from '../helpers/run-nacre.ts'

const rounds = `const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs')
const fds = () => readdirSync('/proc/self/fd').length
const children = () => readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim().split(' ').filter(Boolean).length
async function round(count) {
  const mixed = []
  for (let i = 0; i < count; i++) {
    if (i % 10 === 0) mixed.push(spawn\`true\`)
    else if (i % 10 === 1) mixed.push(spawn\`f=$(echo x); exit 1\`)
    else mixed.push(jobs.start(async () => { await sleep(1); if (i % 2) throw new Error('x') }))
  }
  return await Promise.allSettled(mixed)
}
await round(100)
// What the first ones had open may be closed a little later.
for (let last = -1, i = 0; i < 200 && (children() > 0 || fds() !== last); i++) { last = fds(); await sleep(50) }
const before = fds()
const settled = await round(1000)
console.log(settled.filter(each => each.status === 'rejected').length)
const left = () => [fds() - before, children(), jobs.length].join(' ')
// The last ends may be seen a little later.
for (let i = 0; i < 200 && left() !== '0 0 0'; i++) await sleep(50)
console.log(left())
`

test.skipIf(!existsSync('/proc/self/fd'))(
  'a thousand mixed jobs leave nothing',
  async () => {
    const result = await runNacre(['-c', rounds])
    expect(result).toEqual({ stdout: '500\n0 0 0\n', stderr: '', status: 0 })
  },
  120_000,
)

test('jobs --json is an object a line', async () => {
  const result = await runNacre(['--sh', '-c', 'spawn --name n sleep 9; jobs --json; kill %1'])
  expect(JSON.parse(result.stdout)).toMatchObject({ id: 1, name: 'n', kind: 'process', state: 'running' })
})

test.skipIf(!existsSync('/proc/self/fd'))(
  'five hundred that end at the same time lose no status',
  async () => {
    const gate = join(temporaryDirectory(), 'gate')
    const code = `await $\`mkfifo ${gate}\`
const { openSync, writeSync, closeSync } = process.getBuiltinModule('node:fs')
const all = Array.from({ length: 500 }, (_, i) => spawn(['sh', '-c', 'echo up; read x < ${gate}; exit ' + (i % 100)]))
for (const job of all) for await (const line of job) break
const file = openSync('${gate}', 'r+')
writeSync(file, 'x\\n'.repeat(500))
const right = await Promise.all(all.map((job, i) => job.ended.then(status => status === i % 100)))
console.log(right.filter(Boolean).length)
closeSync(file)`
    const result = await runNacre(['-c', code])
    expect(result).toEqual({ stdout: '500\n', stderr: '', status: 0 })
  },
  60_000,
)

const flat = `process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
const gc = process.getBuiltinModule('node:vm').runInNewContext('gc')
const refs = []
const kinds = [
  () => jobs.start(async () => i),
  () => jobs.start(async () => { throw new Error('no') }),
  () => jobs.start(async () => 'x'.repeat(1000)),
  () => { const job = jobs.start(({ signal }) => new Promise(() => signal)); job.cancel(); return job },
  () => jobs.start(async () => console.log('some output')),
  () => pool.map([1, 2], async n => n),
]
let i = 0
async function round(count, processes) {
  const all = []
  for (let n = 0; n < count; n++, i++) {
    const job = n < processes ? [spawn\`true\`, spawn\`echo x\`, spawn\`{ :; false; }\`][n % 3] : kinds[n % kinds.length]()
    refs.push(new WeakRef(job))
    all.push(job.result)
    if (all.length === 200) await Promise.allSettled(all.splice(0))
  }
  await Promise.allSettled(all)
}
async function settled() {
  for (let n = 0; n < 5; n++) { await sleep(1); gc() }
  const { heapUsed, external } = process.memoryUsage()
  return { kb: Math.round((heapUsed + external) / 1024), alive: refs.filter(ref => ref.deref() !== undefined).length, listed: jobs.length }
}
await round(1000, 100)
const before = await settled()
refs.length = 0
await round(10000, 300)
const after = await settled()
console.log(JSON.stringify({ ...after, growth: after.kb - before.kb }))
`

test('ten thousand ended jobs of all kinds take no memory', async () => {
  const { stdout, stderr } = await runNacre(['-c', flat])
  expect(stderr).toBe('')
  const { alive, listed, growth } = JSON.parse(stdout) as Record<string, number>
  // Those that nobody was told of, by the table's own rule, and those whose output can still be asked for.
  expect(listed).toBeLessThanOrEqual(512)
  expect(alive).toBeLessThanOrEqual(512 + 100 + 10)
  expect(growth).toBeLessThan(2000)
}, 120_000)
