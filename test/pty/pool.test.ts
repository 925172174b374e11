/** A run of `pool` at a prompt: a job that stops, goes on and ends, and a display at the foot of the terminal. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ctrlC, ctrlZ, gate, isAlive, key, start } from '../helpers/job-keys.ts'
import { shells, type ShellProgram } from '../helpers/shell-program.ts'

const { open, close } = shells()
let shell: ShellProgram

beforeEach(async () => void (shell = await open()))
afterEach(close)

/** Gates that tasks wait at, one each: programs, so that there is something to stop. */
function gates(...names: string[]): () => Promise<void> {
  const all = names.map(name => gate(shell, `gate-${name}`))
  return async () => void (await Promise.all(all.map(each => each.open(''))))
}

/** A run of four, two at a time: the first is done, the second and third wait. Gives what lets all go on. */
async function startHeld(after = ''): Promise<() => Promise<void>> {
  const go = gates('2', '3', '4')
  const line = `pool -j2 'test {} = 1 || cat gate-{} > null; echo out-{}' ::: 1 2 3 4${after}`
  await start(shell, line, /^out-1$/m)
  // Both programs are there, and not only about to be.
  const waiting = (): number =>
    Number(spawnSync('pgrep', ['-c', '-s', String(shell.pid), '-x', 'cat'], { encoding: 'utf8' }).stdout)
  await expect.poll(waiting, { timeout: 10_000 }).toBe(2)
  return go
}

describe('a run is a job', () => {
  test('Ctrl-Z stops it, jobs shows how far it is, fg goes on', async () => {
    const go = await startHeld()
    expect(await key(shell, ctrlZ)).toMatch(/\[1\]\+ {2}Stopped 1\/4 .*pool -j2/)
    expect(await shell.line('jobs')).toMatch(/^\[1\]\+ {2}Stopped 1\/4 .*pool -j2/)
    shell.send('fg\r')
    await go()
    const text = await shell.shown()
    for (const line of ['out-2', 'out-3', 'out-4', 'pool: 4 done in ']) expect(text).toContain(line)
  })

  test('bg goes on behind the prompt, await waits for it', async () => {
    const go = await startHeld()
    await key(shell, ctrlZ)
    await shell.line('bg')
    shell.send('await %1; echo "st $?"\r')
    await go()
    await shell.until(/^st 0$/m)
    expect(shell.history()).toContain('out-4')
  })

  test('kill ends it with its processes', async () => {
    await startHeld()
    await key(shell, ctrlZ)
    const pids = (await shell.line('= jobs[0].pids.join(" ")')).match(/\d+/g)?.map(Number) ?? []
    expect(pids.filter(isAlive).length).toBeGreaterThan(2)
    shell.send('kill %1\r')
    await shell.until(/^\[1\]\+ {2}Terminated/m)
    expect(pids.filter(isAlive)).toEqual([])
  })

  test('Ctrl-C ends it, and the line', async () => {
    await startHeld('; echo not-""here')
    expect(await key(shell, ctrlC)).not.toContain('not-here')
    expect(await shell.line('echo "st $?"; jobs')).toBe('st 130')
  })

  test('with & it runs beside the prompt, and its value is the results', async () => {
    const go = gates('b')
    const first = gate(shell, 'gate-a')
    await shell.line("pool -j2 'cat gate-{} > null; echo out-{}' ::: a b > results &")
    await first.open()
    expect(await shell.line('jobs')).toMatch(/^\[1\]\+ {2}Running [01]\/2 .*pool -j2 .*&/)
    expect(await shell.line('= jobs[0].kind')).toBe("'pool'")
    shell.send("= (await jobs[0]).map(r => `${r.status} ${r.stdout.trim()}`).sort().join(', ')\r")
    await go()
    await shell.until(/^'0 out-a, 0 out-b'$/m)
  })

  test('tasks that failed reject it, with all results', async () => {
    const go = gates('3')
    await shell.line("pool -j1 'cat gate-3 > null; exit {}' ::: 3 2> errors &")
    shell.send('try { await jobs[0] } catch (e) { console.log(e.message, e.exitCode, e.results.length) }\r')
    await go()
    await shell.until(/: 1 of 1 tasks failed 1 1$/m)
  })

  test('a stage of a pipeline is stopped as well', async () => {
    const go = gates('2', '3')
    await start(shell, "seq 3 | pool -j1 'test {} = 1 || cat gate-{} > null; echo out-{}' | cat", /^out-1$/m)
    expect(await key(shell, ctrlZ)).toMatch(/Stopped 1\/3/)
    shell.send('fg\r')
    await go()
    expect(await shell.shown()).toContain('out-3')
  })

  test('functions are handed out no more while it is stopped', async () => {
    await shell.line("import { existsSync } from 'node:fs'")
    await shell.line('const home = process.cwd()')
    const waits = 'while (existsSync(`${home}/${n}`) === false) await new Promise(r => setTimeout(r, 10))'
    writeFileSync(join(shell.home, 'one'), '')
    await start(shell, `pool -j1 @(async n => { ${waits}; return "got-" + n }) ::: one two`, /^got-one$/m)
    expect(await key(shell, ctrlZ)).toMatch(/Stopped 1\/2/)
    writeFileSync(join(shell.home, 'two'), '')
    expect(await shell.line('jobs')).toMatch(/Stopped/)
    shell.send('fg\r')
    expect(await shell.shown()).toContain('got-two')
  })

  test('what follows it in the line goes on when it is stopped', async () => {
    const go = await startHeld('; echo "then-""$?"')
    expect(await key(shell, ctrlZ)).toMatch(/^then-148$/m)
    shell.send('fg\r')
    await go()
    expect(await shell.shown()).toContain('out-4')
  })
})

describe('the display', () => {
  test('shows counts, workers and failures, and leaves a line', async () => {
    const go = gates('l1', 'l2')
    await start(
      shell,
      "pool -j2 'case {} in bad) exit 3;;ok) echo fine;;*) cat gate-{} > null;;esac' ::: bad ok l1 l2",
      /^█+░+ 2\/4 {2}1 failed {2}\d.*\n {2}1 +\d\.\ds {2}l.\n {2}2 +\d\.\ds {2}l.\n {2}✗ bad: status 3$/m,
    )
    expect(shell.screen()).toMatch(/^fine\n█/m)
    await go()
    const text = await shell.shown()
    expect(text).toMatch(/^fine\npool: 4 done, 1 failed in [\d.]+m?s$/)
  })

  test('a terminal that becomes narrower and wider gets lines that fit', async () => {
    const go = gates('a-rather-long-name-of-a-task', 'l2')
    const line =
      "pool -j2 'test {} = ok && echo fine || cat gate-{} > null' ::: ok a-rather-long-name-of-a-task l2"
    await start(shell, line, /^█+░+ 1\/3 .*\n {2}1 +\d.*\n {2}2 +\d/m)
    shell.resize(30, 20)
    await shell.until(/^█+░+ 1\/3…\n[^]* a-rather-lo\S*…$/m)
    shell.resize(100, 20)
    await shell.until(/^█+░+ 1\/3 {2}\d.* left\n[^]* a-rather-long-name-of-a-task$/m)
    await go()
    expect(await shell.shown()).toMatch(/^pool: 3 done in [\d.]+m?s$/m)
  })

  test('a run that is ended says of how many', async () => {
    gates('l1', 'l2')
    await start(shell, "pool -j1 'test {} = ok || cat gate-{} > null' ::: ok l1 l2", /^█+░+ 1\/3 /m)
    expect(await key(shell, ctrlC)).toMatch(/^pool: 1 of 3 done in [\d.]+m?s$/m)
  })

  test('a terminal that cannot move its cursor gets the line only', async () => {
    expect(await shell.line('TERM=dumb pool sleep ::: 0.5')).toMatch(/^pool: 1 done in [\d.]+m?s$/)
    expect(shell.output).not.toContain('░')
  })

  test('has no colours where NO_COLOR is set, and some elsewhere', async () => {
    await shell.line('pool sleep ::: 0.6')
    expect(shell.output).toMatch(/█|░/)
    expect(shell.output).not.toMatch(/\x1b\[36m/)
    const colored = await open({ environment: { NO_COLOR: undefined, CI: undefined } })
    await colored.line('pool sleep ::: 0.6')
    expect(colored.output).toMatch(/\x1b\[36m/)
  })

  test('is not there where something else than the terminal gets the results through a pipe', async () => {
    await shell.line('pool sleep ::: 0.6 | cat')
    expect(shell.output).not.toMatch(/░/)
    await shell.line('pool sleep ::: 0.6 > file')
    expect(shell.output.match(/0 done|0\/1/g)?.length).toBeGreaterThan(0)
    await shell.line('pool --bar sleep ::: 0.6 | cat')
    expect(shell.output).toMatch(/░/)
  })
})
