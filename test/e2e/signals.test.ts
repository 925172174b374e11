/** What a signal does to a script; the answers are bash's. */
import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { nacreArgv } from '../helpers/run-nacre.ts'

interface Ended {
  readonly out: string
  readonly status: number | null
  readonly signal: string | null
}

/** Starts a script in a session of its own, waits for its `go`, and signals it or its whole group. */
async function signalled(code: string, signal: NodeJS.Signals, toGroup: boolean): Promise<Ended> {
  const [file, ...args] = nacreArgv
  const child = spawn(file, [...args, '--sh', '-c', code], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  let isSent = false
  child.stdout.on('data', (bytes: Buffer) => {
    out += bytes.toString()
    if (isSent || !out.includes('go\n') || child.pid === undefined) return
    isSent = true
    process.kill(toGroup ? -child.pid : child.pid, signal)
  })
  return await new Promise(resolve =>
    child.once('close', (status, name) => resolve({ out, status, signal: name })),
  )
}

test.each<[string, string, NodeJS.Signals, boolean, Ended]>([
  [
    'TERM runs the EXIT trap, and is what the script dies of',
    "trap 'echo bye' EXIT; echo go; while :; do :; done",
    'SIGTERM',
    false,
    { out: 'go\nbye\n', status: null, signal: 'SIGTERM' },
  ],
  [
    'HUP too, whatever the trap exits with',
    "trap 'echo bye; exit 3' EXIT; echo go; while :; do :; done",
    'SIGHUP',
    false,
    { out: 'go\nbye\n', status: null, signal: 'SIGHUP' },
  ],
  [
    'INT that the program died of ends the script',
    "sh -c 'echo go; exec sleep 60'; echo no",
    'SIGINT',
    true,
    { out: 'go\n', status: null, signal: 'SIGINT' },
  ],
  [
    'in a subshell, after the EXIT trap',
    "trap 'echo bye' EXIT; (sh -c 'echo go; exec sleep 60'; echo no)",
    'SIGINT',
    true,
    { out: 'go\nbye\n', status: null, signal: 'SIGINT' },
  ],
  [
    'in a pipeline',
    "sh -c 'echo go; exec sleep 60' | cat; echo no",
    'SIGINT',
    true,
    { out: 'go\n', status: null, signal: 'SIGINT' },
  ],
  [
    'INT that the program handled lets the script go on',
    `sh -c 'trap "echo handled; exit 4" INT; echo go; while :; do sleep 0.1; done'; echo "on $?"`,
    'SIGINT',
    true,
    { out: 'go\nhandled\non 4\n', status: 0, signal: null },
  ],
  [
    'INT to the shell alone waits for what the program makes of it',
    'sh -c \'echo go; sleep 1\'; echo "on $?"',
    'SIGINT',
    false,
    { out: 'go\non 0\n', status: 0, signal: null },
  ],
])('%s', async (_name, code, signal, toGroup, ended) => {
  expect(await signalled(code, signal, toGroup)).toEqual(ended)
})

test('a program left in the background does not keep a script', async () => {
  const start = performance.now()
  const [file, ...args] = nacreArgv
  const child = spawn(file, [...args, '--sh', '-c', 'sleep 60 & echo $!'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (bytes: Buffer) => void (out += bytes.toString()))
  await new Promise(resolve => child.once('exit', resolve))
  expect(performance.now() - start).toBeLessThan(30_000)
  process.kill(Number(out), 'SIGTERM')
})
