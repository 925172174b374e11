/** The verbs at a prompt are the same for every kind of job, in whichever way it was started. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ctrlBackslash, ctrlC, ctrlZ, key, start } from '../helpers/job-keys.ts'
import { sharedShell, type ShellProgram } from '../helpers/shell-program.ts'

let shell: ShellProgram
sharedShell(
  ready => void (shell = ready),
  async ready => {
    await ready.line('f() { sleep 60; echo never; }')
    await ready.line(
      'async function wait({ signal }) { signal.onabort = () => $`echo aborted > seen`; await sleep(60_000) }',
    )
  },
)

/** Types a line and waits for a notice that was not there before, and the prompt below it. */
async function notice(line: string, text: RegExp): Promise<void> {
  const count = (): number => [...shell.history().matchAll(text)].length
  const before = count()
  shell.send(`${line}\r`)
  await shell.until(() => count() > before && /❯$/.test(shell.history()))
  shell.settle()
}

const kinds = [
  ['a program', 'spawn sleep 60'],
  ['a function of the shell', 'spawn f'],
  ['a text of commands', 'spawn`sleep 60; echo never`; 0'],
  ['a block with &', '{ sleep 60; echo never; } &'],
  ['a coroutine', 'wait &'],
  ['jobs.start', 'jobs.start(wait); 0'],
  ['a function in a process', 'spawn(() => { for (;;); }); 0'],
  ['pool.map', 'pool.map([1, 2], async () => await sleep(60_000)); 0'],
] as const

describe.each(kinds)('%s', (_name, line) => {
  test('fg: Ctrl-Z stops it, bg and fg go on, Ctrl-C ends it, with the terminal given back', async () => {
    await shell.line(line)
    expect(await shell.line('jobs')).toMatch(/^\[1\]\+ {2}Running/)
    await start(shell, 'echo "fg"-1; fg', /^fg-1\n./m)
    expect(await key(shell, ctrlZ)).toMatch(/\[1\]\+ {2}Stopped/)
    expect(await shell.line('echo "st $?"; jobs')).toMatch(/^st 14[78]\n\[1\]\+ {2}Stopped/)
    expect(await shell.line('bg')).toMatch(/^\[1\]\+ .*&/)
    expect(await shell.line('jobs')).toMatch(/^\[1\]\+ {2}Running/)
    await start(shell, 'echo "fg"-2; fg', /^fg-2\n./m)
    await key(shell, ctrlC)
    expect(await shell.line('echo "st $?"; jobs; stty -a | grep -o " icanon"')).toBe('st 130\n icanon')
  })

  test('stop and bg, kill and its notice', async () => {
    await shell.line(line)
    await notice('stop', /^\[1\]\+ {2}Stopped/gm)
    await shell.line('bg %1')
    expect(await shell.line('jobs -r')).toMatch(/^\[1\]\+ {2}Running/)
    await notice('kill %1', /^\[1\]\+ {2}(Terminated|Exit 143|Cancelled)/gm)
    expect(await shell.line('jobs; echo none')).toBe('none')
  })

  test('Ctrl-C in await leaves it, and its end is told then', async () => {
    await shell.line(line)
    await start(shell, 'echo "aw"-1; await %1', /^aw-1$/m)
    await key(shell, ctrlC)
    expect(await shell.line('echo "st $?"; jobs')).toMatch(/^st 130\n\[1\]\+ {2}Running/)
    await notice('kill -KILL %1', /^\[1\]\+ {2}(Killed|Exit 137|Cancelled)/gm)
  })
})

test('a cancelled coroutine has heard of it by its signal', async () => {
  const seen = join(shell.home, 'seen')
  rmSync(seen, { force: true })
  await shell.line('wait &')
  await notice('kill %1', /^\[1\]\+ {2}Terminated/gm)
  await expect.poll(() => existsSync(seen) && readFileSync(seen, 'utf8')).toBe('aborted\n')
})

test('Ctrl-\\ ends a coroutine in the foreground with the status of QUIT', async () => {
  await shell.line('wait &')
  await start(shell, 'echo "fg"-3; fg', /^fg-3\n./m)
  await key(shell, ctrlBackslash)
  expect(await shell.line('echo "st $?"; jobs')).toBe('st 131')
})

test('after a job without a group the shell ignores the stop key as before', async () => {
  const ignored = (): bigint =>
    BigInt(`0x${/^SigIgn:\s*(\w+)$/m.exec(readFileSync(`/proc/${shell.pid}/status`, 'utf8'))?.[1]}`)
  const before = ignored()
  expect(before & (1n << 19n)).not.toBe(0n)
  await shell.line('wait &')
  await start(shell, 'echo "fg"-4; fg', /^fg-4\n./m)
  await expect.poll(() => ignored() & (1n << 19n)).toBe(0n)
  await key(shell, ctrlC)
  expect(ignored()).toBe(before)
})
