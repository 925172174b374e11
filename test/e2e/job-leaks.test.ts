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
const before = [fds(), children()]
const settled = await round(1000)
console.log(settled.filter(each => each.status === 'rejected').length)
await sleep(50)
console.log(fds() - before[0], children(), jobs.length)
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
