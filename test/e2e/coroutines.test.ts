/** Coroutine jobs and the job API in TypeScript, in scripts. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory } from '../helpers/process-host.ts'
import { runNacre } from '../helpers/run-nacre.ts'

describe.each(['posix', 'portable'])('on the %s host', host => {
  test.each([
    ['a value', 'const f = async () => { await sleep(5); return { a: 1 } }\nf() &\nawait %1', '{"a":1}\n'],
    ['a text is its lines', "(async () => 'one\\ntwo')() &\nawait | wc -l", '2\n'],
    ['a function is called', 'const f = async ({ signal }) => signal.aborted\nf &\nawait %1', 'false\n'],
    [
      'of a block, each with its names, called as at the top',
      "const f = async ({ signal }) => `f${signal.aborted}`\nfor (const n of [1, 2]) {\n  (async () => { await sleep(n); return n })() &\n  f &\n}\nconst all = [...jobs]; console.log(all.map(job => job.command).join('|'), (await jobs.all(all)).join())",
      '(async () => { await sleep(n); return n })()|f|(async () => { await sleep(n); return n })()|f 1,ffalse,2,ffalse\n',
    ],
    [
      'of a block, cancelled at its next await',
      'if (1) {\n  (async () => { for (;;) await sleep(1) })() &\n}\nkill %1; await %1; echo $?',
      '143\n',
    ],
    [
      'a script waits for what is awaited, also where it would leave it running',
      'sh -c "sleep 0.2; exit 4" &\nawait jobs[0].then(() => 0, e => console.log(e.exitCode))\nsh -c "sleep 0.2; exit 5" &\nawait jobs.any().then(() => 0, e => console.log(e.exitCode))\nawait spawn({ detach: true })`sleep 0.2`\nconsole.log("end")',
      '4\n5\nend\n',
    ],
    ['several', "sleep(20) &\nsleep('10ms') &\njobs | wc -l\nawait %1 %2; echo $?; jobs", '2\n0\n'],
    ['any', 'sleep(5000) &\nsleep(5) &\nawait --any; echo $?; kill %1', '0\n'],
    [
      'a time limit',
      'sleep(5000) &\nawait --timeout 10ms %1; echo $?; kill %1; await %1; echo $?',
      '124\n143\n',
    ],
    [
      'a time limit of what never ends',
      'new Promise(() => {}) &\nawait --timeout 10ms %1; echo $?; kill %1; await %1; echo $?',
      '124\n143\n',
    ],
    [
      'a function that waits for a program',
      'f() { sleep 0.1; return 3; }\nf &\nawait %1; echo $?\nf &\nwait $!; echo $?',
      '3\n3\n',
    ],
    [
      'a script waits for them',
      "(async () => { await sleep(50); process.stdout.write('late\\n') })() &",
      'late\n',
    ],
    [
      'what it writes is kept',
      "(async () => { console.log('out'); console.error('err') })() &\nawait; output %1",
      'out\nerr\n',
    ],
    [
      'commands write to its output',
      'async function f() {\n  echo one\n  echo two >&2\n}\nf() &\nawait; output',
      'one\ntwo\n',
    ],
    [
      'its state is a copy',
      'async function f() {\n  cd /\n  X=2; export X\n}\nX=1\nf() &\nawait; echo $X; test $PWD != / && echo here',
      '1\nhere\n',
    ],
    [
      'cancelling ends sleep and $',
      'const f = async () => { await $`sleep 50` }\nf() &\nawait sleep(50)\nkill %1; await %1; echo $?',
      '143\n',
    ],
    [
      'stopping holds it',
      'const f = async () => { await sleep(20); return 1 }\nf() &\nstop %1; jobs -s | wc -l; await --timeout 60ms %1; echo $?\njobs[0].cont()\nawait %1',
      '1\n124\n1\n',
    ],
  ])('%s', async (_name, code, stdout) => {
    const result = await runNacre(['-c', code], { env: { NACRE_HOST: host } })
    expect(result).toEqual({ stdout, stderr: '', status: expect.anything() as number })
  })
})

test('a failure that nobody awaits is told once; awaited, it is told there', async () => {
  const alone = await runNacre(['-c', "(async () => { throw new Error('boom') })() &"])
  expect(alone.stderr.match(/Error: boom/g)?.length).toBe(1)
  const awaited = await runNacre(['-c', "(async () => { throw new Error('boom') })() &\nawait %1; echo $?"])
  expect(awaited.stdout).toBe('1\n')
  expect(awaited.stderr.match(/Error: boom/g)?.length).toBe(1)
})

test.each(['await %1', 'await', 'wait %1', 'await --any', 'await jobs[0]'])(
  'a job that nothing can end is not waited for: %s',
  async line => {
    const result = await runNacre(['-c', `new Promise(() => {}) &\n${line}\necho no`])
    expect([result.stdout, result.status]).toEqual(['', 13])
    expect(result.stderr).toContain('waits for a promise that nothing is left to settle')
  },
)

test('errors point at the line as it was typed', async () => {
  const { stderr } = await runNacre(['-c', "echo hi; true\n(async () => { throw new Error('boom') })() &"])
  expect(stderr).toContain('-c:2:22')
  expect(stderr).toContain("(async () => { throw new Error('boom') })() &")
})

test('exit ends what the shell holds', async () => {
  const directory = temporaryDirectory()
  const code = `spawn sh -c 'trap "echo hup > ${directory}/mark; exit" HUP; echo up; while :; do sleep 0.02; done'
sleep(60000) &
while (!(await jobs[0].output.text()).includes('up')) await sleep(5)
exit 3`
  const result = await runNacre(['-c', code])
  expect(result.status).toBe(3)
  const { stdout } = await runNacre(['-c', `cat ${directory}/mark`])
  expect(stdout).toBe('hup\n')
})

test.each([
  [
    'spawn`…` and its output',
    'const j = spawn`echo ${"a b"} | cat; echo err >&2`\nawait j\nconsole.log(await j.output.text("stdout"), j.state, j.status)',
    'a b\n done 0\n',
  ],
  [
    'await gives a ProcessOutput',
    'const r = await spawn`seq 2; echo e >&2`\nconst f = await spawn`exit 3`.then(() => 0, e => e)\nconsole.log(r instanceof ProcessOutput, r.text(), r.lines(), r.stderr, r.ok, `${r}`, f instanceof ProcessOutput, f.exitCode, f.ok)',
    "true 1\n2\ne\n [ '1', '2', 'e' ] e\n true 1\n2\ne true 3 false\n",
  ],
  ['a failure rejects', 'try { await spawn`exit 3` } catch (e) { console.log(e.exitCode) }', '3\n'],
  [
    'argv and options',
    "const j = spawn(['sh', '-c', 'echo $X; pwd'], { cwd: '/', env: { X: '1' }, name: 'n' })\nawait j\nconsole.log(j.name, await j.output.text())",
    'n 1\n/\n\n',
  ],
  [
    'preset options',
    'await spawn({ timeout: 30 })`sleep 5`.then(() => 0, e => console.log(e.name))',
    'TimeoutError\n',
  ],
  ['lines', 'for await (const line of spawn`seq 3`) console.log(line)', '1\n2\n3\n'],
  [
    'a signal cancels',
    "const a = new AbortController()\nconst j = spawn(['sleep', '9'], { signal: a.signal })\na.abort('why')\nawait j.then(() => 0, e => console.log(e, j.state))",
    'why cancelled\n',
  ],
  [
    'live table',
    'spawn`sleep 5`\nsleep(5000) &\nconsole.log(jobs.length, jobs.map(j => j.kind), jobs.find(j => j.id === 2)?.command, [...jobs].length, jobs[0].id)\nfor (const j of jobs) j.cancel()',
    "2 [ 'process', 'coroutine' ] sleep(5000) 2 1\n",
  ],
  [
    'all and any',
    'console.log(await jobs.all([jobs.start(async () => 1), jobs.start(() => 2)]), await jobs.any([jobs.start(() => sleep(500)), jobs.start(() => 3)]))',
    '[ 1, 2 ] 3\n',
  ],
  [
    'events',
    "jobs.on('start', j => console.log('start', j.command))\njobs.on('end', j => console.log('end', j.state))\nawait spawn`true`",
    'start true\nend done\n',
  ],
  [
    'its own job',
    "await jobs.start(() => console.error(jobs.self?.name), { name: 'me' }).then()\nconsole.log(jobs.self, await jobs.get('me')?.output.text())",
    'undefined me\n\n',
  ],
  [
    'leaving a block',
    '{\n  await using j = spawn`sleep 50`\n  globalThis.seen = j\n}\nconsole.log(seen.state)',
    'cancelled\n',
  ],
  [
    '= jobs',
    "sleep(1000) &\nfor (const j of jobs) Object.defineProperty(j, 'startedAt', { value: Date.now() + 1000 })\n= jobs.length\nkill %1",
    '1\n',
  ],
])('%s', async (_name, code, stdout) => {
  const result = await runNacre(['-c', code])
  expect(result).toEqual({ stdout, stderr: '', status: expect.anything() as number })
})

test('await gives what a command wrote', async () => {
  const code =
    'const { stdout, exitCode } = await spawn`echo hi`\nconsole.log(stdout, exitCode, await spawn`echo e >&2; exit 3`.then(() => 0, e => e.stderr))'
  expect((await runNacre(['-c', code])).stdout).toBe('hi\n 0 e\n\n')
})

test('a thousand coroutines at once', async () => {
  const file = join(temporaryDirectory(), 'many.tsh')
  writeFileSync(
    file,
    `${'await sleep(300) &\n'.repeat(1000)}const before = performance.now()\nawait\nconsole.log(performance.now() - before < 1500, jobs.length)\n`,
  )
  const result = await runNacre([file])
  expect(result.stdout).toBe('true 0\n')
})

test('the portable host says that it cannot stop a process', async () => {
  const code = 'spawn sleep 9; stop %1; echo $?; kill %1'
  const result = await runNacre(['--sh', '-c', code], { env: { NACRE_HOST: 'portable' } })
  expect(result.stdout).toBe('1\n')
  expect(result.stderr).toContain('stop: %1: this platform cannot stop a process')
})
