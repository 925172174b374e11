/** What users of other shells complain of in job control, captured commands and Ctrl-C: a row a thread, named by it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ctrlC, ctrlZ, gate, isAlive, key, processOf, start, startBusy } from '../helpers/job-keys.ts'
import { sharedShell, shells, type ShellProgram } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterAll(close)
let shell: ShellProgram
sharedShell(ready => void (shell = ready), undefined, { environment: { TERM: 'xterm-256color' } })

const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
let count = 0
/** A name that was not on the screen yet. */
const fresh = (): string => `mark${++count}`

describe('job control', () => {
  test('xonsh#855, xonsh#1103: Ctrl-Z works more than once', async () => {
    const name = fresh()
    await startBusy(shell, name)
    for (let round = 0; round < 3; round++) {
      expect(await key(shell, ctrlZ)).toMatch(/\[1\]\+ {2}Stopped/)
      const pid = Number(await shell.line('jobs -p'))
      shell.send('fg\r')
      await expect.poll(() => processOf(pid)).toMatchObject({ state: 'S', foreground: pid })
    }
    await key(shell, ctrlC)
    expect(await shell.line('jobs; echo none')).toBe('none')
  })

  test('xonsh#2071, xonsh#2353, elvish#1851, PowerShell#3229: `sleep 30`, Ctrl-Z, and the prompt is there', async () => {
    shell.send('sleep 30\r')
    await expect.poll(() => processOf(shell.pid).foreground).not.toBe(processOf(shell.pid).group)
    expect(await key(shell, ctrlZ)).toMatch(/\[1\]\+ {2}Stopped/)
    expect(await shell.line('kill -KILL %1; wait -f %1; echo $?')).toMatch(/137$/m)
  })

  test.skipIf(!isThere('vim'))(
    'xonsh#3584, nu#1796, nu#7335: `bash -c vim`, Ctrl-Z, and nothing hangs',
    async () => {
      shell.send('bash -c "vim -u NONE"\r')
      await shell.until(screen => shell.isAlternate && /^~$/m.test(screen))
      shell.send(ctrlZ)
      await shell.prompted()
      expect(await shell.line('echo back; stty -a | grep -o " icanon"')).toBe('back\n icanon')
      shell.send('fg\r')
      await shell.until(() => shell.isAlternate)
      shell.send('\x1b:q!\r')
      await shell.prompted()
      expect(await shell.line('jobs; echo none')).toBe('none')
    },
  )

  test('xonsh#5770: Ctrl-C on a captured command leaves all background jobs', async () => {
    await shell.line('sleep 61 & p=$!')
    await shell.line('spawn sleep 62; q=$!')
    shell.send('x=$(echo > captured; sleep 60)\r')
    await expect.poll(() => existsSync(join(shell.home, 'captured')), { timeout: 10_000 }).toBe(true)
    await key(shell, ctrlC)
    expect(await shell.line('kill -0 $p && kill -0 $q && echo both')).toBe('both')
    await shell.line('kill %1 %2; wait')
  })

  test('nu#15201, nu#15200: what was disowned or detached outlives the shell', async () => {
    const inner = await open()
    await inner.line('sleep 63 & echo $! > disowned; disown; spawn --detach sleep 64; echo $! > detached')
    const pids = ['disowned', 'detached'].map(file => Number(readFileSync(join(inner.home, file), 'utf8')))
    inner.send('exit\r')
    await inner.exited()
    expect(pids.map(isAlive)).toEqual([true, true])
    for (const pid of pids) process.kill(pid, 'SIGKILL')
  })

  test('nu#15197: a pipeline with stages of the shell itself is stopped and goes on', async () => {
    const [go, name] = [gate(shell, 'stage'), fresh()]
    const line = `sh -c 'echo ${name.replace('k', 'k""')}; read go < stage; echo went' | while read -r x; do echo "got-$x"; done`
    await start(shell, line, new RegExp(`^got-${name}$`, 'm'))
    expect(await key(shell, ctrlZ)).toMatch(/\[1\]\+ {2}Stopped/)
    shell.send('fg\r')
    await go.open()
    await shell.until(/^got-went$/m)
    await shell.prompted()
  })

  test('nu#15354: jobs have names', async () => {
    await shell.line('spawn --name builder sleep 60')
    expect(await shell.line('jobs %builder')).toMatch(/^\[1\]\+ {2}Running .*sleep 60/)
    expect(await shell.line('kill %builder; wait %builder; echo $?')).toMatch(/^143$/m)
  })

  test('fish#238, fish#563, fish#12005: functions with & run beside each other', async () => {
    const [one, two] = [gate(shell, 'one'), gate(shell, 'two')]
    await shell.line('f() { read -r go < $1; echo "$1-$go" >> order; }')
    await shell.line('f one & f two &')
    await two.open('b')
    await expect.poll(() => existsSync(join(shell.home, 'order'))).toBe(true)
    await one.open('a')
    await expect.poll(() => readFileSync(join(shell.home, 'order'), 'utf8')).toBe('two-b\none-a\n')
    await shell.until(() => /Done +f one[^]*❯$/.test(shell.history()))
    shell.settle()
  })

  test('fish#5062: & says the id and the pid', async () => {
    const [, id, pid] = /^\[(\d)\] (\d+)$/m.exec(await shell.line('sleep 60 &')) ?? []
    expect(await shell.line('echo "is $!"; kill %1; wait')).toContain(`is ${pid}`)
    expect(id).toBe('1')
  })

  test('fish#1018: the prompt learns of the end of a job by itself', async () => {
    const end = gate(shell, 'end')
    await shell.line("sh -c 'read go < end; exit 7' &")
    await end.open()
    await shell.until(() => /^\[1\]\+ {2}Exit 7 .*\n.*❯$/m.test(shell.history()))
    shell.settle()
  })
})

describe('captured commands and stages', () => {
  test('xonsh#5760: a foreground echo after a background job, which Ctrl-C does not reach', async () => {
    await shell.line('sleep 60 & p=$!')
    expect(await shell.line('echo "fore"-ground')).toBe('fore-ground')
    await key(shell, ctrlC)
    expect(await shell.line('kill -0 $p && echo lives')).toBe('lives')
    await shell.line('kill %1; wait')
  })

  test.each([
    [
      'xonsh#4277, xonsh#4295',
      'a function that captures, in a pipe',
      'g() { x=$(echo in); cat; echo $x; }; echo a | g | cat',
      'a\nin',
    ],
    [
      'xonsh#5317',
      'a builtin that captures, in a pipe',
      'seq 3 | while read -r n; do echo $(echo "n$n"); done | tail -1',
      'n3',
    ],
    ['xonsh#2854', 'a builtin | grep', 'alias zz=yy; alias | grep zz; unalias zz', "alias zz='yy'"],
    ['xonsh#3744', 'a captured cat is not shown', 'echo text > t; x=$(cat t); echo "<$x>"', '<text>'],
    ['xonsh#832', 'more than 65,536 bytes are captured', 'x=$(seq 20000); echo ${#x}', '108893'],
  ])('%s: %s', async (_thread, _what, line, shown) => {
    expect(await shell.line(line)).toBe(shown)
  })

  test('xonsh#5482, xonsh#5631: a hundred pipelines with stages of the shell leave its descriptors as they were', async () => {
    await shell.line(
      'piped() { for ((i = 0; i < 100; i++)); do echo $i | { read x; echo $x; } | cat; done; }',
    )
    const line = 'piped | tail -1; ls /proc/$$/fd | wc -l'
    const open = async (): Promise<number> => {
      const [last, count] = (await shell.line(line)).split('\n')
      expect(last).toBe('99')
      return Number(count)
    }
    const before = await open()
    expect((await open()) - before).toBeLessThan(10)
  })

  test.skipIf(!isThere('vim'))(
    'xonsh#2060, xonsh#1904: an editor has the terminal, whoever calls it',
    async () => {
      await shell.line('edit() { vim -u NONE "$@"; }')
      shell.send('edit file-of-thread\r')
      await shell.until(screen => shell.isAlternate && /^~$/m.test(screen))
      shell.send('iwritten\x1b:wq\r')
      await shell.prompted()
      expect(await shell.line('cat file-of-thread')).toBe('written')
    },
  )
})

describe('Ctrl-C', () => {
  test('xonsh#3196: ends the program, and the prompt is there', async () => {
    await startBusy(shell, fresh())
    await key(shell, ctrlC)
    expect(await shell.line('echo $?')).toBe('130')
  })

  test.each([
    ['xonsh#1743', 'a loop of commands', 'while sleep 0.01; do :; done'],
    ['xonsh#5304', 'a loop that does not look at statuses', 'for i in {1..100000}; do sleep 0.01; done'],
    ['nu#12351', 'each item of a list', 'for (const i of Array(100_000).keys()) await sleep(1)'],
    ['nu#10029', 'a generator without an end', 'for (;;) await 0'],
  ])('%s: ends %s', async (_thread, _what, text) => {
    const name = fresh()
    const mark = text.includes('await') ? `console.log('mark' + ${count})` : `echo mark""${count}`
    await start(shell, `${mark}; ${text}`, new RegExp(`^${name}$`, 'm'))
    await key(shell, ctrlC)
    expect(await shell.line('echo here')).toBe('here')
  })

  test('xonsh#2815: `yes | tee` stops as soon as it is asked to', async () => {
    const name = fresh()
    await start(
      shell,
      `echo ${name.replace('k', 'k""')}; yes | tee copy > /dev/null`,
      new RegExp(`^${name}$`, 'm'),
    )
    await expect.poll(() => existsSync(join(shell.home, 'copy'))).toBe(true)
    await key(shell, ctrlC)
    expect(await shell.line('echo $?; pgrep -P $$ yes || echo gone; rm copy')).toBe('130\ngone')
  })

  test('nu#17196: never ends the shell, however often', async () => {
    const prompts = (): number => shell.history().match(/❯ \^C$/gm)?.length ?? 0
    const before = prompts()
    for (let round = 1; round <= 10; round++) {
      shell.send(ctrlC)
      await shell.until(() => prompts() === before + round && /❯$/.test(shell.history()))
    }
    shell.settle()
    expect(await shell.line('echo "still"-here')).toBe('still-here')
  })
})

describe('programs that ask the terminal', () => {
  test.each([
    ['read', 'read -r line'],
    ['read -s', 'read -rs line'],
    ['mapfile', 'mapfile -n1 -t line'],
  ])('`%s` in the background is stopped, and reads after fg, not before', async (_name, command) => {
    const name = fresh()
    shell.send(`{ ${command}; echo "${name}-$line"; } &\r`)
    await shell.until(() =>
      new RegExp(`Stopped[^\\n]*\\{ ${command}; echo "${name}[^]*❯$`).test(shell.history()),
    )
    shell.settle()
    // The keys are the prompt's.
    expect(await shell.line('echo "ke""ys"; bg > /dev/null; jobs -s | grep -c Stopped')).toMatch(/^keys\n/)
    await shell.until(() => /❯$/.test(shell.history()))
    shell.settle()
    shell.send(`fg; echo "${name}-en""ds"\r`)
    await shell.until(() => new RegExp(`fg;[^]*\\n\\{ ${command}`).test(shell.history()))
    shell.send('typed\r')
    await shell.until(new RegExp(`^${name}-typed$`, 'm'))
    await shell.until(new RegExp(`^${name}-ends$`, 'm'))
    await shell.prompted()
  })

  test.skipIf(!isThere('less'))('less is stopped and goes on with its screen', async () => {
    writeFileSync(join(shell.home, 'long'), Array.from({ length: 200 }, (_, i) => `row-${i}\n`).join(''))
    shell.send('less long\r')
    await shell.until(screen => shell.isAlternate && screen.includes('row-30'))
    shell.send(ctrlZ)
    await shell.prompted()
    expect(shell.isAlternate).toBe(false)
    shell.send('fg\r')
    await shell.until(screen => shell.isAlternate && screen.includes('row-30'))
    shell.send('q')
    await shell.prompted()
    expect(await shell.line('stty -a | grep -o " icanon"')).toBe(' icanon')
  })

  test.skipIf(!isThere('top'))('top is stopped, goes on and is left', async () => {
    const terminal = await shell.line('tty')
    shell.send('top\r')
    await shell.until(/^ *PID USER/m)
    shell.send(ctrlZ)
    await shell.until(/Stopped +top/)
    await shell.until(() => /❯$/.test(shell.history()))
    shell.settle()
    expect(await shell.line('stty -a | grep -o " icanon"')).toBe(' icanon')
    shell.send('fg\r')
    await expect.poll(() => processOf(shell.pid).foreground).not.toBe(shell.pid)
    // Its keys count from here on: what was typed before is thrown away.
    const modes = (): string => spawnSync('stty', ['-F', terminal, '-a'], { encoding: 'utf8' }).stdout
    await expect.poll(modes).toContain('-icanon')
    shell.send('q')
    await expect
      .poll(() => processOf(shell.pid).foreground, { timeout: 10_000 })
      .toBe(processOf(shell.pid).group)
    await shell.until(() => /❯$/.test(shell.history()))
    shell.settle()
    expect((await shell.line('stty -a | grep -o " icanon"')).split('\n').at(-1)).toBe(' icanon')
  })
})
