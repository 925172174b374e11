/** What the builtins of job control say and do at a prompt, by the words of bash's manual. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { busy, ctrlC, ctrlZ, gate, isAlive, key, processOf, start, startBusy } from '../helpers/job-keys.ts'
import { sharedShell, shells, type ShellProgram } from '../helpers/shell-program.ts'

const { open, close } = shells()
let shell: ShellProgram

describe('one shell each', () => {
  beforeEach(async () => void (shell = await open()))
  afterEach(close)

  describe('jobs', () => {
    test('lists pids, states and marks', async () => {
      await startBusy(shell, 'one')
      await key(shell, ctrlZ)
      const [id] = (await shell.line('sleep 61 &')).split(' ').slice(-1)
      await shell.line('sleep 62 &')
      expect(await shell.line('jobs')).toMatch(
        /^\[1\]\+  Stopped {17}sh -c .*\n\[2\]   Running {17}sleep 61 &\n\[3\]-  Running {17}sleep 62 &$/,
      )
      expect(await shell.line('jobs -l %2')).toMatch(new RegExp(`^\\[2\\] *${id} Running {17}sleep 61 &$`))
      expect(await shell.line('jobs -p %2')).toBe(id)
      expect(await shell.line('jobs -r')).not.toContain('Stopped')
      expect(await shell.line('jobs -s')).toMatch(/^\[1\]\+  Stopped[^\n]*$/)
      expect(await shell.line('jobs -x echo %2 and %sleep')).toMatch(new RegExp(`^${id} and `))
    })

    test('-n tells only what is new, in a pipe and in a substitution as well', async () => {
      await shell.line('sleep 61 &')
      expect(await shell.line('jobs -n; jobs | cat; x=$(jobs -p); kill -0 $x && echo same')).toMatch(
        /^\[1\]\+  Running {17}sleep 61 &\nsame$/,
      )
    })

    test('shows where a job was started, if that is elsewhere', async () => {
      await shell.line('mkdir sub; sleep 61 &')
      expect(await shell.line('cd sub; jobs; cd ..')).toMatch(
        /Running {17}sleep 61 &  \(wd: .*nacre-home-[^/]*\)$/m,
      )
    })
  })

  describe('kill', () => {
    test.each([
      ['kill %1', 'Terminated'],
      ['kill -INT %1', 'Interrupt'],
      ['kill -s HUP %1', 'Hangup'],
      ['kill -SIGUSR1 %sleep', 'User defined signal 1'],
      ['kill -n 9 %+', 'Killed'],
      ['kill -9 $!', 'Killed'],
    ])('%s', async (line, state) => {
      await shell.line('sleep 60 &')
      await shell.line(`${line}; wait`)
      expect(shell.history()).toMatch(new RegExp(`^\\[1\\]\\+  ${state} *sleep 60$`, 'm'))
    })

    test('-STOP and -CONT are told and listed', async () => {
      await shell.line('sleep 60 &')
      shell.send('kill -STOP %1\r')
      await shell.until(/^\[1\]\+  Stopped.*sleep 60\n.*❯$/m)
      shell.settle()
      expect(await shell.line('jobs')).toMatch(/Stopped/)
      await shell.line('kill -CONT %1')
      expect(await shell.line('jobs')).toMatch(/Running/)
    })

    test('a stopped job ends by TERM at once', async () => {
      await startBusy(shell, 'stopped')
      await key(shell, ctrlZ)
      shell.send('kill %1\r')
      await shell.until(/^\[1\]\+  Terminated/m)
    })

    test('-KILL of a stopped job: it is near its end, which wait waits for', async () => {
      await startBusy(shell, 'stopped')
      await key(shell, ctrlZ)
      const text = await shell.line('kill -KILL %1; wait; jobs; echo "st $?"')
      expect(text).toMatch(/^\[1\]\+  Killed [^\n]*\nst 0$/)
    })

    test('a negative number is a whole group', async () => {
      await shell.line('sh -c "sleep 63 & wait" &')
      expect(await shell.line('kill -- -$!; wait; echo gone')).toMatch(/gone/)
      expect(await shell.line('pgrep -f "^sleep 63" || echo none')).toBe('none')
    })

    test('-l', async () => {
      expect(await shell.line('kill -l 148; kill -l TSTP; kill -l 9')).toBe('TSTP\n20\nKILL')
    })
  })

  describe('wait', () => {
    test('-n takes the next that ends, -p says which', async () => {
      const first = gate(shell, 'first')
      await shell.line('sh -c "read go < first; exit 5" & a=$!')
      await shell.line('sleep 61 &')
      await start(shell, 'echo wait""s; wait -n -p which; echo "st $? $((which == a))"', /^waits$/m)
      await first.open()
      await shell.until(/^st 5 1$/m)
    })

    test('of a pid gives its status, once', async () => {
      shell.send('sh -c "exit 6" & p=$!\r')
      await shell.until(/^\[1\]\+  Exit 6.*\n.*❯$/m)
      shell.settle()
      expect(await shell.line('wait $p; echo "got $?"')).toBe('got 6')
    })

    test('of a stopped job gives 148 and more, with -f it waits for its end', async () => {
      await shell.line('sleep 60 &')
      shell.send('kill -STOP $!; wait $!; echo "st $?"\r')
      await shell.until(/^st 147$/m)
      await shell.prompted()
      shell.send('sh -c \'kill -KILL $0\' $! & wait -f %1; echo "ended $?"\r')
      await shell.until(/^ended 137$/m)
      await shell.prompted()
    })

    test('Ctrl-C ends the wait, not the job', async () => {
      await shell.line('sleep 60 & p=$!')
      shell.send('echo wait""s; wait\r')
      await shell.until(/^waits$/m)
      await key(shell, ctrlC)
      expect(await shell.line('echo $?; kill -0 $p && echo lives')).toBe('130\nlives')
    })
  })

  describe('disown', () => {
    test.each([
      ['', 'the current one', ['61', '62']],
      ['%1', 'one', ['62', '63']],
      ['-a', 'all', []],
      ['-r', 'those that run', []],
    ])('disown %s forgets %s', async (args, _what, left) => {
      for (const seconds of ['61', '62', '63']) await shell.line(`sleep ${seconds} & p${seconds}=$!`)
      await shell.line(`disown ${args}`)
      const listed = [...(await shell.line('jobs')).matchAll(/sleep (\d+)/g)].map(match => match[1])
      expect(listed).toEqual(left)
      expect(await shell.line('kill $p61 $p62 $p63 && echo lived')).toContain('lived')
    })

    test('-r leaves the stopped ones', async () => {
      await startBusy(shell, 'still')
      await key(shell, ctrlZ)
      await shell.line('sleep 61 & p=$!')
      await shell.line('disown -r')
      expect(await shell.line('jobs; kill $p')).toMatch(/^\[1\]\+  Stopped[^\n]*$/)
    })
  })

  describe('fg and bg', () => {
    test('a job gets the terminal’s group, the shell has it back', async () => {
      await startBusy(shell, 'front')
      const { foreground, group } = processOf(shell.pid)
      expect(foreground).not.toBe(group)
      await key(shell, ctrlZ)
      expect(processOf(shell.pid).foreground).toBe(group)
      await start(shell, 'fg', /^sh -c .*60'$/m)
      await expect.poll(() => processOf(shell.pid).foreground).toBe(foreground)
      await key(shell, ctrlC)
      expect(processOf(shell.pid).foreground).toBe(group)
      expect(await shell.line('echo $?; jobs')).toBe('130')
    })

    test('Ctrl-Z and fg, again and again', async () => {
      await startBusy(shell, 'often')
      for (let round = 0; round < 5; round++) {
        expect(await key(shell, ctrlZ)).toMatch(/\[1\]\+  Stopped/)
        expect(await shell.line('echo $?')).toBe('148')
        const pid = Number(await shell.line('jobs -p'))
        shell.send('fg\r')
        // A Ctrl-Z before it goes on would be taken back by SIGCONT.
        await expect.poll(() => processOf(pid)).toMatchObject({ state: 'S', foreground: pid })
      }
      await key(shell, ctrlC)
      expect(await shell.line('jobs')).toBe('')
    })

    test('bg of several, fg of one among them', async () => {
      await startBusy(shell, 'first')
      await key(shell, ctrlZ)
      await startBusy(shell, 'second')
      await key(shell, ctrlZ)
      expect(await shell.line('bg %1 %2')).toMatch(/^\[1\]- sh -c .*first.* &\n\[2\]\+ sh -c .*second.* &$/)
      expect(await shell.line('jobs -r | wc -l')).toMatch(/2/)
      await start(shell, 'fg %?first', /^sh -c .*"first".*60'$/m)
      await key(shell, ctrlC)
      expect(await shell.line('jobs')).toMatch(/^\[2\]\+  Running {17}sh -c .*second.*&$/)
    })

    test('fg gives the job’s own status', async () => {
      const exit = gate(shell, 'exit')
      await startBusy(shell, 'status', 'read go < exit; exit 9')
      await key(shell, ctrlZ)
      shell.send('fg; echo "st $?"\r')
      await exit.open()
      await shell.until(/^st 9$/m)
      await shell.prompted()
    })

    test('a pipeline is stopped, goes on and ends as one', async () => {
      await start(shell, `${busy('left')} | ${busy('right', 'cat')} | cat`, /^left-runs$/m)
      await key(shell, ctrlZ)
      const pids = (await shell.line('ps -o pid= --ppid $$ | xargs')).split(' ').map(Number)
      const stopped = pids.filter(pid => isAlive(pid) && processOf(pid).state === 'T')
      expect(stopped).toHaveLength(3)
      expect(new Set(stopped.map(pid => processOf(pid).group)).size).toBe(1)
      await start(shell, 'fg', /^sh -c .*\| cat$/m)
      await key(shell, ctrlC)
      await expect.poll(() => stopped.filter(isAlive)).toEqual([])
    })

    test('fg without a job, and fg in a pipe', async () => {
      expect(await shell.line('fg; echo $?')).toMatch(/fg: current: no such job\n1$/)
      expect(await shell.line('fg | cat; echo $?')).toMatch(/no (job control|such job)\n0$/)
    })
  })
})

describe('job specs', () => {
  sharedShell(
    ready => void (shell = ready),
    async ready => {
      await ready.line('sleep 61 &')
      await ready.line('sleep 62 &')
      await ready.line('cat < /dev/zero > /dev/null &')
    },
  )

  test.each([
    ['%1', 'sleep 61'],
    ['%%', 'cat < '],
    ['%+', 'cat < '],
    ['%', 'cat < '],
    ['%-', 'sleep 62'],
    ['%cat', 'cat < '],
    ['%?61', 'sleep 61'],
    ['%?zero', 'cat < '],
  ])('%s is the job %s', async (spec, command) => {
    expect(await shell.line(`jobs '${spec}'`)).toContain(command)
  })

  test('an ambiguous one and one that is not there are errors', async () => {
    expect(await shell.line('fg %sleep; echo $?')).toMatch(/fg: %?sleep: ambiguous job spec\n.*1$/s)
    expect(await shell.line('bg %7; echo $?')).toMatch(/bg: %7: no such job\n1$/)
    expect(await shell.line('kill %nothing; echo $?')).toMatch(/kill: %nothing: no such job\n1$/)
    expect(await shell.line('wait %9; echo $?')).toMatch(/wait: %9: no such job\n127$/)
    expect(await shell.line('disown %?nix; echo $?')).toMatch(/disown: %\?nix: no such job\n1$/)
  })

  test('bg of what runs already says so', async () => {
    expect(await shell.line('bg %1; echo $?')).toMatch(/bg: job 1 already in background\n0$/)
  })
})
