/** Job control of the whole program at its prompt: groups, the terminal, stops, notices. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type ShellProgram, shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

const ctrlC = '\x03'
const ctrlZ = '\x1a'
const ctrlBackslash = '\x1c'

/** A program that says that it runs (its text on the line does not look like it), and then sleeps for a minute. */
function busy(name: string, rest = 'exec sleep 60'): string {
  return `sh -c 'echo "${name}"-runs; ${rest}'`
}

async function start(shell: ShellProgram, line: string, mark: RegExp): Promise<void> {
  shell.send(`${line}\r`)
  await shell.until(mark)
}

/** Sends a key to what runs and waits for the prompt; gives what is shown by then. */
async function key(shell: ShellProgram, bytes: string): Promise<string> {
  shell.send(bytes)
  return await shell.shown()
}

test('Ctrl-Z stops, jobs lists, bg and fg go on, Ctrl-C ends', async () => {
  const shell = await open()
  await start(shell, busy('one'), /^one-runs$/m)
  expect(await key(shell, ctrlZ)).toMatch(/\^Z\n\[1\]\+  Stopped                 sh -c /)
  expect(await shell.line('echo $?')).toBe('148')
  expect(await shell.line('jobs -s -p; jobs -r')).toMatch(/^\d+$/)
  expect(await shell.line('bg')).toMatch(/^\[1\]\+ sh -c .* &$/)
  expect(await shell.line('jobs')).toMatch(/^\[1\]\+  Running                 sh -c .* &$/)
  await start(shell, 'fg %1', /^sh -c .*sleep 60'$/m)
  expect(await key(shell, ctrlC)).toContain('^C')
  expect(await shell.line('echo $?; jobs')).toBe('130')
})

test.each([
  ['Ctrl-C', ctrlC, '130'],
  ['Ctrl-\\', ctrlBackslash, '131'],
])('%s reaches every process of the foreground pipeline, and no other', async (_name, bytes, status) => {
  const shell = await open()
  await shell.line('sleep 60 & other=$!')
  await start(shell, `${busy('left')} | sh -c 'cat; exec sleep 60'`, /^left-runs$/m)
  await key(shell, bytes)
  expect(await shell.line('echo $?; kill -0 $other && echo lives')).toBe(`${status}\nlives`)
})

test('a background job that ends is told above the prompt, the line that is typed stays', async () => {
  const shell = await open()
  await shell.line('mkfifo gate; sh -c "read go < gate; exit 3" &')
  shell.send('echo half-typed')
  await shell.until(/half-typed$/)
  const gate = join(shell.home, 'gate')
  expect(existsSync(gate)).toBe(true)
  const { open: openFile } = await import('node:fs/promises')
  const file = await openFile(gate, 'w')
  await file.write('go\n')
  await file.close()
  await shell.until(/^\[1\]\+  Exit 3 {18}sh -c .*\n.*❯ echo half-typed$/m)
  shell.send('\r')
  await shell.until(/^half-typed$/m)
})

test('words of the notices: what & says, a signal, a job that was waited for', async () => {
  const shell = await open()
  expect(await shell.line('sleep 60 &')).toMatch(/^\[1\] \d+$/)
  expect(await shell.line('kill %1; wait')).toMatch(/^\[1\]\+  Terminated              sleep 60$/)
  expect(await shell.line('sh -c "exit 4" & wait $!; echo $?')).toMatch(
    /^\[1\] \d+\n4\n\[1\]\+  Exit 4 {18}sh -c "exit 4"$/,
  )
  expect(await shell.line("sh -c 'kill -SEGV $$'; echo $?")).toMatch(
    /^Segmentation fault( \(core dumped\))?\n139$/,
  )
})

test('a reader in the background is stopped, and reads after fg', async () => {
  const shell = await open()
  shell.send('cat &\r')
  await shell.until(/^\[1\]\+  Stopped {17}cat$/m)
  await shell.prompted()
  await start(shell, 'fg', /^cat$/m)
  shell.send('typed\r')
  await shell.until(/^typed\ntyped$/m)
  await key(shell, ctrlZ)
  await start(shell, 'fg', /❯ fg\ncat$/)
  shell.send('\x04')
  await shell.prompted()
  expect(await shell.line('jobs; echo $?')).toBe('0')
})

test('a program that makes the terminal raw gets its modes back, the shell keeps its own', async () => {
  const shell = await open()
  const raw = `sh -c 'stty -echo -icanon min 1; echo raw-on; exec sleep 60'`
  await start(shell, raw.replace('raw-on', 'raw""-on'), /^raw-on$/m)
  shell.send(ctrlZ)
  await shell.prompted()
  expect(await shell.line("stty -a | grep -o ' icanon\\| echo '")).toBe(' icanon\n echo')
  await start(shell, `fg; stty -a < /dev/tty | grep -c -- '-icanon'`, /^sh -c .*$/m)
  await key(shell, ctrlC)
  expect(await shell.line("stty -a | grep -o ' icanon\\| echo '")).toBe(' icanon\n echo')
})

test('a function that was stopped goes on with its own state', async () => {
  const shell = await open()
  await shell.line('x=1; mkfifo gate')
  await shell.line(`f() { local y=2; ${busy('f', 'read go < gate')}; echo "after $x $y $1"; x=5; }`)
  await start(shell, 'f arg; echo rest', /^f-runs$/m)
  expect(await key(shell, ctrlZ)).toMatch(/^\[1\]\+  Stopped {17}f arg; echo rest$/m)
  expect(await shell.line('echo $? "[$1] [$y]"; x=9')).toBe('148 [] []')
  expect(await shell.line('bg')).toBe('[1]+ f arg; echo rest &')
  shell.send('echo go > gate\r')
  await shell.until(/after 1 2 arg\nrest$/m)
  await shell.until(/^\[1\]\+  Done {20}f arg; echo rest$/m)
  await shell.prompted()
  expect(await shell.line('echo $x; jobs')).toBe('9')
})

test('a stopped loop is killed as one', async () => {
  const shell = await open()
  await start(shell, `while true; do ${busy('loop')}; done`, /^loop-runs$/m)
  await key(shell, ctrlZ)
  shell.send('kill %1\r')
  await shell.until(/^\[1\]\+  Terminated {14}while true/m)
  await shell.prompted()
  expect(await shell.line('jobs; echo still')).toBe('still')
})

test('a subshell that was stopped does not go on by itself', async () => {
  const shell = await open()
  await start(shell, `(${busy('sub')}; echo never)`, /^sub-runs$/m)
  await key(shell, ctrlZ)
  expect(await shell.line('jobs')).toMatch(/^\[1\]\+  Stopped {17}\(sh -c .*; echo never\)$/)
  await start(shell, 'fg', /^\(sh -c .*never\)$/m)
  await key(shell, ctrlC)
  expect(await shell.line('jobs; echo $?')).toBe('0')
})

test('& on a function runs beside the prompt, with a pid of its own', async () => {
  const shell = await open()
  await shell.line('mkfifo gate; g() { read go < gate; echo "g says $go"; return 3; }')
  expect(await shell.line('g &')).toMatch(/^\[1\] \d+$/)
  expect(await shell.line('kill -0 $! && echo lives; jobs')).toMatch(/^lives\n\[1\]\+  Running {17}g &$/)
  shell.send('echo hello > gate\r')
  await shell.until(/g says hello$/m)
  await shell.until(/^\[1\]\+  Exit 3 {18}g$/m)
})

test('stopped jobs are told of once when leaving, and ended then', async () => {
  const shell = await open()
  // In `wait` a trap runs at once, whatever became of the `sleep` that a ^Z may have stopped before its exec.
  const dies = `bash -c 'trap "echo told > told; exit" HUP; echo waits""-now; while :; do sleep 1 & wait; done'`
  await start(shell, dies, /^waits-now$/m)
  await key(shell, ctrlZ)
  expect(await shell.line('exit')).toContain('There are stopped jobs.')
  expect(await shell.line('echo stayed')).toBe('stayed')
  expect(await shell.line('exit')).toContain('There are stopped jobs.')
  shell.send('exit 7\r')
  expect((await shell.exited()).status).toBe(7)
  await expect.poll(() => existsSync(join(shell.home, 'told')), { timeout: 10_000 }).toBe(true)
})

test('when the terminal hangs up, jobs hear of it and the EXIT trap runs', async () => {
  const shell = await open()
  await shell.line("trap 'echo bye > bye' EXIT")
  const hears = `sh -c 'trap "echo hup > hup; exit" HUP; echo > ready; while :; do sleep 1 & wait; done' &`
  await shell.line(hears)
  await expect.poll(() => existsSync(join(shell.home, 'ready')), { timeout: 10_000 }).toBe(true)
  const bye = join(shell.home, 'bye')
  const hup = join(shell.home, 'hup')
  shell.hangUp()
  expect((await shell.exited()).signal).toBe(1)
  expect(readFileSync(bye, 'utf8')).toBe('bye\n')
  await expect.poll(() => existsSync(hup), { timeout: 10_000 }).toBe(true)
})

test('bash and nacre within nacre have job control of their own', async () => {
  const shell = await open()
  await start(shell, "PS1='inner> ' bash --norc -i", /^inner> *$/m)
  await start(shell, busy('nested'), /^nested-runs$/m)
  shell.send(ctrlZ)
  await shell.until(/^\[1\]\+  Stopped[^]*inner>$/m)
  shell.send('kill %1; exec true\r')
  await shell.prompted()
  expect(await shell.line('jobs; echo outer')).toBe('outer')
})

test('Ctrl-C ends its line once: no blank row before the prompt', async () => {
  const shell = await open()
  await start(shell, busy('one'), /^one-runs$/m)
  expect(await key(shell, ctrlC)).toMatch(/^one-runs\n\^C$/m)
  await shell.line('true')
  expect(shell.history()).toMatch(/\^C\n.*❯ true\n/)
})
