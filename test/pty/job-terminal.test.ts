/** Who has the terminal: background readers and writers, sizes, screens, shells within shells, terminals of their own. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { busy, ctrlC, ctrlZ, gate, isAlive, key, processOf, start, startBusy } from '../helpers/job-keys.ts'
import { nacreArgv } from '../helpers/run-nacre.ts'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
const nacre = `${nacreArgv.join(' ')} --norc`

describe('in the background', () => {
  test('a reader stops by SIGTTIN, jobs and $? tell it', async () => {
    const shell = await open()
    shell.send('cat &\r')
    await shell.until(/^\[1\]\+  Stopped.*cat$/m)
    await shell.prompted()
    expect(await shell.line('jobs -s; kill %1; wait %1; echo $?')).toMatch(/^\[1\]\+  Stopped.*\n(.*\n)*143/m)
  })

  test('with stty tostop a writer stops, and writes after fg', async () => {
    const shell = await open()
    await shell.line('stty tostop')
    shell.send('sh -c "echo from-the-writer" &\r')
    await shell.until(/^\[1\]\+  Stopped.*$/m)
    expect(shell.history()).not.toMatch(/^from-the-writer$/m)
    await shell.prompted()
    await start(shell, 'fg', /^from-the-writer$/m)
    await shell.prompted()
    expect(await shell.line('stty -tostop; jobs')).toBe('')
  })

  test('without it a writer writes', async () => {
    const shell = await open()
    shell.send('sh -c "echo from-the-""writer" &\r')
    await shell.until(/from-the-writer/m)
  })

  test('a program that sets modes stops by SIGTTOU', async () => {
    const shell = await open()
    shell.send('stty -echo &\r')
    await shell.until(/^\[1\]\+  Stopped.*stty -echo$/m)
    await shell.prompted()
    shell.send('kill -KILL %1\r')
    await shell.until(/^\[1\]\+  Killed[^]*❯$/m)
    shell.settle()
    expect(await shell.line("stty -a | grep -o ' echo '")).toBe(' echo')
  })
})

describe('the size', () => {
  test('a change reaches the job in front, and the shell knows it after', async () => {
    const shell = await open()
    const watcher = `bash -c 'trap "stty size; echo siz""ed" WINCH; echo watch""es; while :; do read -t 1; done'`
    await start(shell, watcher, /^watches$/m)
    shell.resize(70, 33)
    // A Ctrl-C that `stty` hears and outlives would be no reason to end for its bash.
    await shell.until(/^33 70\nsized$/m)
    await key(shell, ctrlC)
    expect(await shell.line('stty size; echo $COLUMNS')).toMatch(/^33 70\n(70)?/)
  })
})

describe('a whole screen', () => {
  test.skipIf(!isThere('vim'))(
    'vim, stopped and continued, has its screen; the shell has its own',
    async () => {
      const shell = await open({ environment: { TERM: 'xterm-256color' } })
      await shell.line('echo first-line > text; stty -a > before')
      shell.send('vim -u NONE text\r')
      await shell.until(screen => shell.isAlternate && screen.includes('first-line'))
      shell.send(ctrlZ)
      await shell.prompted()
      expect(shell.isAlternate).toBe(false)
      expect(await shell.line('stty -a | cmp - before && echo same-modes')).toBe('same-modes')
      shell.send('fg\r')
      await shell.until(screen => shell.isAlternate && screen.includes('first-line'))
      shell.send('x')
      await shell.until(/^irst-line$/m)
      shell.send(':wq\r')
      await shell.prompted()
      expect(await shell.line('cat text; stty -a | cmp - before && echo same-modes; jobs')).toBe(
        'irst-line\nsame-modes',
      )
    },
  )

  test.skipIf(!isThere('vim'))('vim within bash -c within a function', async () => {
    const shell = await open({ environment: { TERM: 'xterm-256color' } })
    await shell.line(`edit() { bash -c 'vim -u NONE "$0"; true' "$1"; echo edited; }; echo words > text`)
    shell.send('edit text\r')
    await shell.until(screen => shell.isAlternate && screen.includes('words'))
    shell.send(ctrlZ)
    await shell.prompted()
    expect(await shell.line('echo in""between')).toBe('inbetween')
    shell.send('fg\r')
    await shell.until(screen => shell.isAlternate && screen.includes('words'))
    shell.send(':q\r')
    await shell.until(/^edited$/m)
    await shell.prompted()
    expect(await shell.line('jobs; echo none')).toBe('none')
  })
})

describe('shells within', () => {
  test('nacre in nacre has job control of its own', async () => {
    const shell = await open()
    const prompts = (): number => shell.history().split('❯').length
    const before = prompts()
    shell.send(`${nacre}\r`)
    await shell.until(() => prompts() > before)
    shell.settle()
    await startBusy(shell, 'inner')
    expect(await key(shell, ctrlZ)).toMatch(/\[1\]\+  Stopped/)
    expect(await shell.line('jobs -s | wc -l; kill -KILL %1; wait')).toMatch(/1/)
    shell.send('exit 3\r')
    await shell.until(/❯ exit 3\n~ ❯$/)
    shell.settle()
    expect(await shell.line('echo $?; jobs')).toBe('3')
  })

  test('suspend stops the inner shell, fg brings it back', async () => {
    const shell = await open()
    const prompts = (): number => shell.history().split('❯').length
    const before = prompts()
    shell.send(`${nacre}\r`)
    await shell.until(() => prompts() > before)
    shell.settle()
    await shell.line('x=inner')
    expect(await shell.line('suspend')).toMatch(/\[1\]\+  Stopped/)
    expect(await shell.line('echo "[$x]"')).toBe('[]')
    const again = prompts()
    shell.send('fg\r')
    await shell.until(() => prompts() > again)
    shell.settle()
    expect(await shell.line('echo "[$x]"')).toBe('[inner]')
    shell.send('exit\r')
    await shell.prompted()
    expect(await shell.line('jobs; echo out')).toBe('out')
  })

  test('nacre in a bash with job control, stopped by suspend', async () => {
    const shell = await open()
    await start(shell, "PS1='inner> ' bash --norc -i", /^inner> *$/m)
    shell.send(`${nacre}\r`)
    await shell.until(/❯$/)
    shell.settle()
    shell.send('suspend\r')
    await shell.until(/^\[1\]\+  Stopped[^]*inner>$/m)
    shell.send('fg\r')
    await shell.until(/❯$/)
    shell.send('exit\r')
    await shell.until(/inner>$/)
    shell.send('exit\r')
    await shell.prompted()
  })
})

describe('terminals of their own', () => {
  test.skipIf(!isThere('script'))('script: keys go through, Ctrl-C is for what runs inside', async () => {
    const shell = await open()
    await start(
      shell,
      `script -qc "sh -c 'trap \\"echo caught\\" INT; echo in-scr\\"\\"ipt; read x; echo got-\\$x'" /dev/null`,
      /^in-script$/m,
    )
    shell.send(ctrlC)
    await shell.until(/caught/)
    shell.send('word\r')
    await shell.prompted()
    expect(await shell.line('echo $?; stty -a | grep -o " icanon"')).toMatch(/\d+\n icanon/)
  })

  test.skipIf(!isThere('setsid'))(
    'a session of its own is waited for, and lives when the shell’s group hears Ctrl-C',
    async () => {
      const shell = await open()
      const go = gate(shell)
      await shell.line('setsid sh -c "read go < gate; echo $go > session-ended" &')
      await startBusy(shell, 'front')
      await key(shell, ctrlC)
      await go.open('hello')
      await expect.poll(() => existsSync(join(shell.home, 'session-ended'))).toBe(true)
    },
  )

  test('a program that asks on /dev/tty without echo, as sudo and ssh do, in a pipeline', async () => {
    const shell = await open()
    const asks =
      'stty -echo < /dev/tty; printf "se""cret: " > /dev/tty; read s < /dev/tty; stty echo < /dev/tty; echo "got-$s"; cat'
    await start(shell, `echo through | sh -c '${asks}'`, /^secret:$/m)
    shell.send('word\r')
    await shell.prompted()
    expect(shell.screen()).toMatch(/^secret: ?\n?got-word\nthrough$/m)
    await start(shell, `echo through | sh -c '${asks}'`, /secret: ?$/)
    await key(shell, ctrlC)
    expect(await shell.line('echo $?; stty -a | grep -o " echo "')).toBe('130\n echo')
  })

  test.skipIf(!isThere('tmux'))('tmux with nacre as its shell', async () => {
    const shell = await open({ environment: { TERM: 'xterm-256color' } })
    const socket = `nacre-test-${process.pid}`
    try {
      await shell.line(`printf '#!/bin/sh\\nexec ${nacre}\\n' > shell; chmod +x shell`)
      shell.send(`tmux -L ${socket} -f /dev/null new-session "$PWD/shell"\r`)
      await shell.until(screen => shell.isAlternate && /❯/.test(screen))
      shell.send('echo in-"tmux"\r')
      await shell.until(/^in-tmux$/m)
      shell.send('sh -c \'echo busy-"runs"; exec sleep 60\'\r')
      await shell.until(/^busy-runs$/m)
      shell.send(ctrlZ)
      await shell.until(/^\[1\]\+  Stopped/m)
      shell.send('kill -KILL %1\r')
      await shell.until(/^\[1\]\+  Killed[^]*❯$/m)
      shell.send('exit\r')
      await shell.prompted()
      expect(shell.isAlternate).toBe(false)
    } finally {
      spawnSync('tmux', ['-L', socket, 'kill-server'])
    }
  })
})

describe('leaving', () => {
  test('SIGHUP to the shell reaches its jobs, running and stopped, and not what was disowned', async () => {
    const shell = await open()
    await shell.line('sleep 61 & echo $! > running')
    await startBusy(shell, 'still')
    await key(shell, ctrlZ)
    await shell.line(
      'jobs -p %+ > stopped; sleep 62 & echo $! > free; disown $!; sleep 63 & echo $! > kept; disown -h $!',
    )
    const pid = (name: string): number => Number(readFileSync(join(shell.home, name), 'utf8'))
    const [running, stopped, free, kept] = [pid('running'), pid('stopped'), pid('free'), pid('kept')]
    try {
      process.kill(shell.pid, 'SIGHUP')
      expect((await shell.exited()).signal).toBe(1)
      await expect.poll(() => [running, stopped].filter(isAlive)).toEqual([])
      expect([free, kept].map(isAlive)).toEqual([true, true])
    } finally {
      for (const left of [free, kept]) if (isAlive(left)) process.kill(left)
    }
  })

  test('exit warns of what runs, once, and then ends it; what was disowned lives on', async () => {
    const shell = await open()
    await shell.line('sleep 61 & echo $! > held; sleep 62 & echo $! > free; disown')
    const pid = (name: string): number => Number(readFileSync(join(shell.home, name), 'utf8'))
    const [held, free] = [pid('held'), pid('free')]
    shell.send('exit\r')
    await shell.until(/There are running jobs\.\n\[1\].*sleep 61 &\n.*❯$/)
    expect(isAlive(held)).toBe(true)
    shell.send('exit\r')
    await shell.exited()
    await expect.poll(() => isAlive(held)).toBe(false)
    expect(isAlive(free)).toBe(true)
    process.kill(free)
  })

  test('what ignores HUP outlives the terminal', async () => {
    const shell = await open()
    await shell.line('nohup sleep 61 > out 2>&1 & echo $! > free; sleep 62 & echo $! > held')
    const [free, held] = ['free', 'held'].map(name => Number(readFileSync(join(shell.home, name), 'utf8')))
    // It ignores HUP once it has become the program.
    await expect.poll(() => readFileSync(`/proc/${free}/comm`, 'utf8')).toBe('sleep\n')
    shell.hangUp()
    await shell.exited()
    await expect.poll(() => isAlive(held ?? 0)).toBe(false)
    expect(isAlive(free ?? 0)).toBe(true)
    process.kill(free ?? 0, 'SIGKILL')
  })

  test('Ctrl-D warns of stopped jobs as exit does', async () => {
    const shell = await open()
    await startBusy(shell, 'still')
    await key(shell, ctrlZ)
    shell.send('\x04')
    await shell.until(/There are stopped jobs\.\n\[1\].*\n.*❯$/)
    shell.settle()
    shell.send('\x04')
    await shell.exited()
  })
})

describe('jobs --watch', () => {
  test('shows what runs, stops and continues it by keys, and gives the screen back', async () => {
    const shell = await open()
    await shell.line('sleep 61 & sleep 62 &')
    shell.settle()
    shell.send('jobs --watch\r')
    await shell.until(screen => shell.isAlternate && /› %1 +Running +\S+ +\S+ +\S+ +sleep 61/.test(screen))
    shell.send('\x1b[Bs')
    await shell.until(/› %2 +Stopped .*sleep 62$/m)
    shell.send('c')
    await shell.until(/› %2 +Running .*sleep 62$/m)
    shell.send('k')
    await shell.until(/› %2 +Terminated .*sleep 62$/m)
    shell.send('q')
    await shell.prompted()
    expect(shell.isAlternate).toBe(false)
    expect(await shell.line('jobs; stty -a | grep -o " icanon"; kill %1')).toMatch(/sleep 61 &\n icanon/)
  })

  test('f brings the chosen job to the foreground', async () => {
    const shell = await open()
    await startBusy(shell, 'chosen')
    await key(shell, ctrlZ)
    shell.send('jobs --watch\r')
    await shell.until(screen => shell.isAlternate && /› %1 +Stopped/.test(screen))
    shell.send('f')
    await shell.until(
      () => !shell.isAlternate && processOf(shell.pid).foreground !== processOf(shell.pid).group,
    )
    await key(shell, ctrlC)
    expect(await shell.line('echo $?; jobs')).toBe('130')
  })
})

describe('as one', () => {
  test('a loop with & is stopped, continued and killed by its group', async () => {
    const shell = await open()
    await shell.line('while :; do echo x >> ticks; sleep 0.05; done &')
    const leader = Number(await shell.line('echo $!'))
    expect(processOf(leader).group).toBe(leader)
    const ticks = (): number => {
      const file = join(shell.home, 'ticks')
      return existsSync(file) ? readFileSync(file, 'utf8').length : 0
    }
    await expect.poll(ticks, { timeout: 10_000 }).toBeGreaterThan(2)
    shell.send('kill -STOP %1\r')
    await shell.until(/^\[1\]\+  Stopped/m)
    shell.settle()
    await shell.line('sleep 0.3')
    const still = ticks()
    await shell.line('sleep 0.4')
    expect(ticks()).toBe(still)
    await shell.line('bg')
    await expect.poll(ticks, { timeout: 10_000 }).toBeGreaterThan(still + 2)
    shell.send('kill %1\r')
    await shell.until(/^\[1\]\+  Terminated/m)
    await expect.poll(() => isAlive(leader)).toBe(false)
  })

  test('functions with & run at the same time, each with its own state', async () => {
    const shell = await open()
    const [one, two] = [gate(shell, 'one'), gate(shell, 'two')]
    await shell.line('f() { local me=$1; read go < $1; echo "$me $go" >> order; }')
    await shell.line('f one & f two &')
    shell.settle()
    await two.open('second')
    await expect.poll(() => existsSync(join(shell.home, 'order'))).toBe(true)
    await one.open('first')
    const order = (): string => readFileSync(join(shell.home, 'order'), 'utf8')
    await expect.poll(order).toBe('two second\none first\n')
  })

  test('fg of a block makes it the one that hears Ctrl-C', async () => {
    const shell = await open()
    await shell.line('{ sleep 60; echo never; } &')
    await start(shell, 'fg', /^\{ sleep 60; echo never; \}$/m)
    await key(shell, ctrlC)
    expect(await shell.line('jobs; echo done')).toBe('done')
  })

  test('Ctrl-C on a captured command leaves the background jobs alone', async () => {
    const shell = await open()
    await shell.line('sleep 61 & p=$!')
    shell.send('x=$(echo > mark; sleep 60)\r')
    await expect.poll(() => existsSync(join(shell.home, 'mark')), { timeout: 10_000 }).toBe(true)
    await key(shell, ctrlC)
    expect(await shell.line('echo $?; kill -0 $p && echo lives')).toBe('130\nlives')
  })

  test('yes | tee stops at once, and with it all of the pipeline', async () => {
    const shell = await open()
    shell.send('echo g""o; yes | tee copy > /dev/null\r')
    await shell.until(/^go$/m)
    await expect.poll(() => existsSync(join(shell.home, 'copy'))).toBe(true)
    await key(shell, ctrlC)
    expect(await shell.line('echo $?; pgrep -P $$ yes || echo gone; rm copy')).toBe('130\ngone')
  })
})

describe('monitor mode', () => {
  test('set +m: no groups, no notices; set -m brings them back', async () => {
    const shell = await open()
    const pid = (name: string): number => Number(readFileSync(join(shell.home, name), 'utf8'))
    await shell.line('set +m; sleep 61 & p=$!; echo $p > p')
    expect(processOf(pid('p')).group).toBe(processOf(shell.pid).group)
    await shell.line('fg; echo $? > status; set -m; sleep 62 & q=$!; echo $q > q')
    expect(pid('status')).toBe(1)
    expect(shell.history()).toContain('no job control')
    expect(processOf(pid('q')).group).toBe(pid('q'))
    await shell.line('kill $p')
    await shell.line('kill $q')
  })

  test('set -b tells of a job while a line runs', async () => {
    const shell = await open()
    const end = gate(shell)
    await shell.line('set -b; sh -c "read go < gate; exit 4" &')
    await startBusy(shell, 'front')
    await end.open()
    await shell.until(/^\[1\][+-]  Exit 4/m)
    expect(shell.history()).not.toMatch(/❯$/)
    await key(shell, ctrlC)
  })

  test('without it the news wait for the end of the line', async () => {
    const shell = await open()
    const [end, front] = [gate(shell), gate(shell, 'front')]
    await shell.line('sh -c "read go < gate; echo > ended; exit 4" &')
    await start(shell, busy('front', 'read go < front; echo front-""ends'), /^front-runs$/m)
    await end.open()
    await expect.poll(() => existsSync(join(shell.home, 'ended'))).toBe(true)
    await front.open()
    expect(await shell.shown()).toMatch(/^front-runs\nfront-ends\n\[1\]\+  Exit 4.*$/)
  })
})
