/** `spawn --pty` at a prompt: `fg` joins the terminal to the job's own, Ctrl-] leaves it. */
import { spawnSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { ctrlC, ctrlZ, frontOf, gate, key, processOf, start } from '../helpers/job-keys.ts'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

const leave = '\x1d'
const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
/** Answers each line that is typed. */
const echoer = `sh -c 'while read -r line; do echo "got-$line"; done; echo "e""nd"; exit 3'`

test('fg types into it and shows what it shows; Ctrl-] leaves it running', async () => {
  const shell = await open()
  await shell.line(`spawn --pty --name e ${echoer}`)
  await start(shell, 'fg e', /^\(Ctrl-\] leaves it to the background\)$/m)
  shell.send('one\r')
  await shell.until(/^one\ngot-one$/m)
  expect(await key(shell, leave)).toMatch(/got-one\n\n\[1\]  sh -c [^]* &$/)
  expect(await shell.line('echo $?; jobs -r; stty -a | grep -o " icanon"')).toMatch(
    /^0\n\[1\]\+  Running [^]* &\n icanon$/,
  )
  await start(shell, 'fg', /leaves it[^]*\none\ngot-one$/)
  shell.send('\x04')
  await shell.until(/^end$/m)
  await shell.prompted()
  expect(await shell.line('echo "st $?"; jobs')).toBe('st 3')
})

test('keys have no meaning to the shell meanwhile', async () => {
  const shell = await open()
  await shell.line(`spawn --pty sh -c 'stty raw -echo; echo re""ady; exec od -An -tx1 -w1 -N4'`)
  await start(shell, 'fg', /^ready$/m)
  shell.send(`${ctrlC}${ctrlZ}\x1c\r`)
  await shell.until(/ 03\s+1a\s+1c\s+0d\s/)
  await shell.prompted()
  expect(await shell.line('echo $?; jobs')).toBe('0')
})

test('Ctrl-C ends the program in it by the terminal it has', async () => {
  const shell = await open()
  await shell.line(`spawn --pty sh -c 'echo sl""eeps; exec sleep 60'`)
  await start(shell, 'fg', /^sleeps$/m)
  await key(shell, ctrlC)
  expect(await shell.line('echo $?; jobs')).toBe('130')
})

test('its size is the terminal’s, and a new one is told', async () => {
  const shell = await open()
  await shell.line(`spawn --pty sh -c 'trap "stty size" WINCH; stty size; while :; do read line; done'`)
  await start(shell, 'fg', /^40 100$/m)
  shell.resize(70, 33)
  await shell.until(/^33 70$/m)
  await key(shell, leave)
})

test('a job that ends or stops while it is joined gives the prompt back', async () => {
  const shell = await open()
  const [end, stop] = [gate(shell, 'end'), gate(shell, 'stop')]
  await shell.line(
    `spawn --pty sh -c 'echo o""n; read go < stop; kill -STOP $$; read go < end; echo by""e; exit 4'`,
  )
  await start(shell, 'fg', /^on$/m)
  await stop.open()
  await shell.until(/^\[1\]\+  Stopped/m)
  await shell.prompted()
  expect(await shell.line('echo $?')).toBe('147')
  await start(shell, 'fg', /leaves it[^]*leaves it[^]*on$/)
  await end.open()
  await shell.until(/^bye$/m)
  await shell.prompted()
  expect(await shell.line('echo $?; jobs')).toBe('4')
})

test('it is quiet in the background, and no reader of the terminal', async () => {
  const shell = await open()
  const go = gate(shell)
  await shell.line(`spawn --pty --name q sh -c 'read go < gate; echo spo""ken; read line; echo "got $line"'`)
  const pid = Number(await shell.line('jobs -p q'))
  expect(processOf(pid).session).toBe(pid)
  shell.send('echo ha')
  await go.open()
  shell.send('lf\r')
  await shell.until(/^half$/m)
  await shell.prompted()
  await shell.line('kill -0 %q; until output q | grep spoken; do :; done')
  expect(shell.history().match(/spoken$/gm)).toHaveLength(1)
})

test.skipIf(!isThere('vim'))('vim draws its screen again when it is joined again', async () => {
  const shell = await open({ environment: { TERM: 'xterm-256color' } })
  await shell.line('echo first-line > text; stty -a > before')
  await shell.line('spawn --pty --name v vim -u NONE text')
  await shell.line('until output v | grep -q first-line; do :; done')
  shell.send('fg v\r')
  await shell.until(/^first-line\n~\n/m)
  expect(shell.isAlternate).toBe(true)
  shell.send('osecond-line')
  await shell.until(/second-line/)
  shell.send(leave)
  await shell.prompted()
  expect(shell.isAlternate).toBe(false)
  expect(await shell.line('stty -a | diff before - && echo same')).toBe('same')
  shell.send('fg v\r')
  await shell.until(/^first-line\nsecond-line\n~\n/m)
  shell.send('\x1b:q!\r')
  await shell.prompted()
  expect(shell.isAlternate).toBe(false)
  expect(await shell.line('stty -a | diff before - && echo same; jobs')).toBe('same')
})

test('a shell in it has job control of its own', async () => {
  const shell = await open()
  await shell.line(`spawn --pty --name b env PS1='in-%% ' bash --norc --noprofile`)
  const inner = Number(await shell.line('jobs -p b'))
  await start(shell, 'fg b', /^in-%% *$/m)
  shell.send('sleep 60\r')
  const sleep = await frontOf(inner, 'sleep')
  shell.send(ctrlZ)
  await shell.until(/Stopped +sleep 60\nin-%%$/)
  shell.send('fg\r')
  expect(await frontOf(inner, 'sleep')).toBe(sleep)
  shell.send(ctrlC)
  await shell.until(/\^C\nin-%%$/)
  shell.send('exit 6\r')
  await shell.prompted()
  expect(await shell.line('echo $?; jobs')).toBe('6')
})
