/** Scripts whose code ends them beside its own course: errors that nobody catches, `process.exit`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../helpers/process-host.ts'
import { runNacre } from '../helpers/run-nacre.ts'

async function runFile(name: string, text: string) {
  const cwd = temporaryDirectory()
  writeFileSync(join(cwd, name), text)
  const { stdout, stderr, status } = await runNacre([name], { cwd })
  return { stdout, stderr: stderr.replaceAll(`${cwd}/`, ''), status }
}

const late = "Promise.reject(new Error('late'))"

test.each<[what: string, file: string, text: string, stderr: string]>([
  [
    'a timer throws',
    'a.tsh',
    "setTimeout(() => { throw new Error('x') }, 5)\nawait sleep(5000)\n",
    "Error: x\n    at Timeout._onTimeout (a.tsh:1:26)\n      setTimeout(() => { throw new Error('x') }, 5)\n                               ^\n",
  ],
  [
    'a rejection in both languages',
    'a.tsh',
    `${late}\nawait sleep(5000)\n`,
    `Error: late\n    at a.tsh:1:16\n      ${late}\n                     ^\n`,
  ],
  [
    'a rejection in a module, types and all',
    'a.ts',
    `const a: number = 1\n${late}\n`,
    `Error: late\n    at a.ts:2:16\n      ${late}\n                     ^\n`,
  ],
  ['what is no error', 'a.tsh', 'Promise.reject({ a: 1 })\nawait sleep(5000)\n', 'Uncaught { a: 1 }\n'],
  [
    'a `$` in a function that nobody awaits',
    'a.tsh',
    'async function main() {\n  const n = await $`exit 3`\n}\nmain()\n',
    'a command failed: exit status 3\n    at main (a.tsh:2:20)\n        const n = await $`exit 3`\n                         ^\n',
  ],
])('%s: told as one that a statement threw', async (_, file, text, stderr) => {
  expect(await runFile(file, text)).toEqual({ stdout: '', stderr, status: 1 })
})

test('a handler of its own is asked instead', async () => {
  const text = `process.on('uncaughtException', e => console.log('own', e.message))\n${late}\nsleep 0.05\necho on\n`
  expect(await runFile('a.tsh', text)).toEqual({ stdout: 'own late\non\n', stderr: '', status: 0 })
})

test.each([
  ['process.exit', 'process.exit(3)\necho no\n', 3],
  ['process.exit in a callback', 'setTimeout(() => process.exit(3), 5)\nawait sleep(5000)\necho no\n', 3],
  ['process.exit that is caught', 'try { process.exit(3) } catch { process.exit(4) }\necho no\n', 3],
  ['process.exitCode', 'process.exitCode = 3\nprocess.exit()\n', 3],
  ['an error that nobody catches', `${late}\nawait sleep(5000)\necho no\n`, 1],
])('the EXIT trap runs: %s', async (_, text, status) => {
  const ended = await runFile('a.tsh', `trap 'sleep 0.05; echo bye' EXIT\n${text}`)
  expect([ended.stdout, ended.status]).toEqual(['bye\n', status])
})

test.each([
  ['process.exitCode = 9', 9],
  ['process.exitCode = 9\ntrue', 9],
  ['process.exitCode = 9\nexit 4', 4],
  ["process.exitCode = 9\nthrow new Error('x')", 1],
  ['setTimeout(() => { process.exitCode = 9 }, 1)\n(exit 4)', 9],
  ["trap '(( $? == 9 )) && exit 5' EXIT\nprocess.exitCode = 9", 5],
  ['process.exitCode = 0\nfalse', 0],
])('%j ends with %i', async (text, status) => {
  expect(await runNacre(['-c', text])).toMatchObject({ status })
})
