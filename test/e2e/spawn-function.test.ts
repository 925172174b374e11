/** `spawn(fn)`: a function in a Node process of its own. */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

const told = '.then(v => console.log(v), e => console.log(e.name, e.message, j.state, j.status))'

describe.each(['posix', 'portable'])('on the %s host', host => {
  test.each([
    [
      'value, arguments, names around it',
      'const k = 40\nfunction f(n) { return n + k }\nconsole.log(await spawn(f, [2]))',
      '42\n',
    ],
    [
      'an error comes back as it was thrown',
      `const j = spawn(async () => { throw new RangeError('no') })\nawait j${told}`,
      'RangeError no failed 1\n',
    ],
    [
      'a crash stays there',
      `const j = spawn(() => process.exit(7))\nawait j${told}`,
      'WorkerCrash the worker ended with status 7 failed 7\n',
    ],
    [
      'a process of its own, with its own directory and variables',
      "const j = spawn({ cwd: '/', env: { A: '1' } })(() => [process.pid, process.cwd(), process.env.A])\nconst [pid, ...rest] = await j\nconsole.log(pid === process.pid, pid === j.pids[0], rest)",
      "false true [ '/', '1' ]\n",
    ],
    [
      'cancel reaches it at once',
      "const j = spawn(() => { for (;;); })\nj.cancel('why')\nawait j.then(() => 0, e => console.log(e, j.state, j.status))",
      'why cancelled 143\n',
    ],
    [
      'kill reaches it while it computes',
      "const j = spawn(() => { console.log('on'); for (;;); }, [], { name: 'busy' })\nfor await (const line of j) { console.log(line); break }\nkill -KILL %busy\nawait j.then(() => 0, e => console.log(e.message, j.signalName, j.status))",
      'on\nthe worker was killed by SIGKILL KILL 137\n',
    ],
    [
      'a time limit',
      'const j = spawn(() => { for (;;); }, [], { timeout: 200 })\nawait j.then(() => 0, e => console.log(e.name, j.status))',
      'TimeoutError 124\n',
    ],
    [
      'what it writes is kept; await shows the value',
      "const j = spawn(() => { console.log('out'); return { a: 1 } })\nawait %1; output %1",
      '{"a":1}\nout\n',
    ],
    [
      'it is made again',
      "const j = spawn(() => { console.log('try'); throw new Error('x') }, [], { retry: 1 })\nawait j.then(() => 0, async e => console.log(e.message, await j.output.text('stdout')))",
      'x try\ntry\n\n',
    ],
    [
      'what cannot travel is said before anything starts',
      'const w = new WeakMap()\ntry { spawn(() => w) } catch (e) { console.log(e.message.includes("w"), jobs.length) }',
      'true 0\n',
    ],
  ])('%s', async (_name, code, stdout) => {
    const result = await runNacre(['-c', code], { env: { NACRE_HOST: host } })
    expect(result).toEqual({ stdout, stderr: '', status: expect.anything() as number })
  })
})

const twice = `const { readFileSync } = process.getBuiltinModule('node:fs')
const children = () => readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim()
const first = await spawn(() => process.pid)
while (children() === '') await sleep(5)
const warm = Number(children())
console.log(await spawn(() => process.pid) === warm, first === warm)`

test.skipIf(!existsSync('/proc/self/task'))('a process that waits is there for the next one', async () => {
  expect(await runNacre(['-c', twice])).toEqual({ stdout: 'true false\n', stderr: '', status: 0 })
})
